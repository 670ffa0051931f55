/**
 * Why a call failed: `network` and `timeout` had no answer, so the server may or may not have
 * acted; `server` is a 5xx; `refused` a 4xx; `login` means `wx.login` gave no code; `domain` that
 * the API's origin is not in the mini-program's list of legal domains.
 */
export type YifenErrorKind = 'network' | 'timeout' | 'domain' | 'login' | 'refused' | 'server';

/** What is known about a failure besides its kind. */
export interface YifenErrorFacts {
  /** The stable code of the server's error table, otherwise the kind. */
  readonly code?: string;
  /** HTTP status; 0 when no answer came. */
  readonly status?: number;
  /** What the server's log calls the request; show it to whoever must look it up. */
  readonly requestId?: string;
  /** WeChat's `errMsg` or the server's `detail`, for the developer. */
  readonly detail?: string;
}

/** A failed call; `message` is a Chinese sentence that can be shown to the payer as it is. */
export class YifenError extends Error {
  override readonly name = 'YifenError';
  readonly kind: YifenErrorKind;
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly detail: string;

  constructor(kind: YifenErrorKind, message: string, facts: YifenErrorFacts = {}) {
    super(message);
    this.kind = kind;
    this.code = facts.code ?? kind;
    this.status = facts.status ?? 0;
    this.requestId = facts.requestId ?? '';
    this.detail = facts.detail ?? '';
  }
}

/** Whether the server may have acted although no answer says so: ask again with the same key. */
export function isOutcomeUnknown(error: unknown): boolean {
  return (
    error instanceof YifenError &&
    (error.kind === 'network' || error.kind === 'timeout' || error.kind === 'server')
  );
}

/** A sentence for the payer about anything that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof YifenError ? error.message : '出了点问题，请稍后重试';
}
