import type { Order, PaymentCommit } from '../ports.ts';

/** Is the order what a payment expects it to be? */
export function isAsExpected(order: Order, expected: PaymentCommit['expected']): boolean {
  const fields = Object.keys(expected) as (keyof typeof expected)[];
  return fields.every((field) => order[field] === expected[field]);
}
