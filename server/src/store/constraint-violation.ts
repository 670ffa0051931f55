/**
 * A write would have broken a promise that the store itself holds (one order, one transaction; an
 * unbroken history; no negative stock): nothing of it was kept, and the caller has a bug or an attacker.
 */
export class ConstraintViolation extends Error {
  override readonly name = 'ConstraintViolation';
  /** The broken constraint, e.g. `orders_one_transaction`. */
  readonly constraint: string;

  constructor(constraint: string, options?: { cause?: unknown }) {
    super(`The store refused a write that breaks ${constraint}.`, options);
    this.constraint = constraint;
  }
}
