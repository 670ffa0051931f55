/** A day cannot be reconciled now, for a reason that lies not with WeChat. */
export class ReconciliationProblem extends Error {
  override readonly name = 'ReconciliationProblem';
  /** `TRADE_BILL_FIRST`, `TOO_MANY_DIFFERENCES`, `STOPPED`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
