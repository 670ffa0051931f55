/** What a refused APIv3 request carries beside its message. */
export interface RefusalParts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly detail?: unknown;
  /** The number at the end of `Request-ID`. */
  readonly internalCode?: number;
  /** Authentication failures: the answer carries no signature. */
  readonly unsigned?: boolean;
  /** Some 401 answers come without `Request-ID`. */
  readonly withoutRequestId?: boolean;
}

/**
 * WeChat Pay says no: status, code and message of the documented error body.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012081709
 */
export class Refusal extends Error {
  readonly parts: RefusalParts;

  constructor(parts: RefusalParts) {
    super(parts.message);
    this.name = 'Refusal';
    this.parts = Object.freeze(parts);
  }

  /** The body as it is sent. */
  body(): string {
    const { code, message, detail } = this.parts;
    return JSON.stringify(detail === undefined ? { code, message } : { code, message, detail });
  }
}

/** A parameter that fails its rule: 400 PARAM_ERROR. */
export function paramError(message: string, detail?: unknown, internalCode = 268435461): Refusal {
  return new Refusal({ status: 400, code: 'PARAM_ERROR', message, detail, internalCode });
}

/** A request that breaks a business rule: 400 INVALID_REQUEST. */
export function invalidRequest(message: string, internalCode = 268435461): Refusal {
  return new Refusal({ status: 400, code: 'INVALID_REQUEST', message, internalCode });
}
