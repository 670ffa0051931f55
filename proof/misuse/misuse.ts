import type { MisusedShop, Wire } from './misused-shop.ts';

/** Where the mistake is. */
export type MisuseGroup = 'signature' | 'header' | 'field' | 'state' | 'platform';

/** What WeChat answers, as its documents or real answers have it. */
export interface Expected {
  readonly status: number;
  /** Absent: the answer has no body. */
  readonly code?: string;
  /** The whole text, or a part of it. */
  readonly message?: string | RegExp;
  /** Members of `detail` that must be there. */
  readonly detail?: unknown;
  /** Whether the answer itself is signed. */
  readonly signed: boolean;
}

/** One wrong request. */
export interface Misuse {
  readonly group: MisuseGroup;
  /** The endpoint as its document heads it. */
  readonly endpoint: string;
  /** What is wrong. */
  readonly title: string;
  readonly send: (shop: MisusedShop) => Wire | Promise<Wire>;
  readonly answer: Expected;
}

/** 401, unsigned. */
export const signError = (message: string, detail?: unknown): Expected => ({
  status: 401,
  code: 'SIGN_ERROR',
  message,
  signed: false,
  ...(detail === undefined ? {} : { detail }),
});

/** 400 `PARAM_ERROR`, signed. */
export const paramError = (message: string | RegExp, detail?: unknown): Expected => ({
  status: 400,
  code: 'PARAM_ERROR',
  message,
  signed: true,
  ...(detail === undefined ? {} : { detail }),
});

/** A refusal by business rules, signed. */
export const refused = (status: number, code: string, message?: string | RegExp): Expected => ({
  status,
  code,
  signed: true,
  ...(message === undefined ? {} : { message }),
});
