import { ArgumentError } from '../core/errors/argument-error.ts';
import type { Mismatch } from '../core/errors/mismatch-error.ts';
import type { PaidCombineTransaction } from '../core/objects/combine-transaction.ts';
import { isObject } from '../core/parse-object.ts';
import { type Comparison, compareFields } from './compare-fields.ts';

/**
 * Lists where a paid combined order disagrees with our own record: the whole, and each part, whatever their order.
 *
 * A part that only one side has is a mismatch of `sub_orders[…]`, named by its number.
 *
 * @throws ArgumentError when our own record lacks a field
 */
export function combineMismatches(resource: PaidCombineTransaction, expected: unknown): Mismatch[] {
  const ours = isObject(expected) ? expected.sub_orders : undefined;
  if (!Array.isArray(ours) || ours.length === 0) {
    throw new ArgumentError('sub_orders', 'must be given to compare');
  }
  const theirs = new Map(resource.sub_orders.map((part) => [nameOf(part), part]));
  const parts = ours.flatMap((part: unknown) => {
    const name = nameOf(part);
    const actual = theirs.get(name);
    theirs.delete(name);
    if (actual === undefined) return [{ field: name, expected: part, actual }];
    return compareFields({ expected: part, actual, comparison: subOrder, prefix: `${name}.` });
  });
  const unexpected = [...theirs].map(([field, actual]) => ({ field, expected: undefined, actual }));
  return [
    ...compareFields({ expected, actual: resource, comparison: whole }),
    ...parts,
    ...unexpected,
  ];
}

function nameOf(part: unknown): string {
  const { mchid, out_trade_no } = isObject(part) ? part : {};
  return `sub_orders[${String(mchid)}/${String(out_trade_no)}]`;
}

const whole: Comparison = {
  required: ['combine_appid', 'combine_mchid', 'combine_out_trade_no'],
  optional: ['combine_payer_info.openid'],
};
const subOrder: Comparison = {
  required: ['mchid', 'out_trade_no', 'amount.total_amount'],
  optional: ['sub_mchid'],
  defaults: { 'amount.currency': 'CNY' },
  fixed: { trade_state: 'SUCCESS' },
};
