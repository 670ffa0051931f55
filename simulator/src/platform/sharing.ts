import { formatBeijingTime } from './beijing-time.ts';
import type { Sale } from './sale.ts';

/** The kinds of receivers. */
export const receiverTypes = ['MERCHANT_ID', 'PERSONAL_OPENID', 'PERSONAL_SUB_OPENID'] as const;

/** One receiver in a request; `name` is encrypted on the wire. */
export interface ShareReceiver {
  readonly type: (typeof receiverTypes)[number];
  readonly account: string;
  readonly name?: string;
  readonly amount: number;
  readonly description: string;
}

/** The checked body of a request to share, in WeChat's spelling; amounts in fen. */
export interface ShareRequest {
  readonly appid?: string;
  readonly sub_mchid?: string;
  readonly transaction_id: string;
  readonly out_order_no: string;
  readonly receivers: readonly ShareReceiver[];
  readonly unfreeze_unsplit: boolean;
}

/** One receiver's part with its result. */
export interface SharePart extends ShareReceiver {
  readonly detail_id: string;
  readonly result: 'PENDING' | 'SUCCESS' | 'CLOSED';
  readonly fail_reason?: string;
  readonly finishedAtMs?: number;
}

/** One request to share as the platform holds it. */
export interface Share {
  readonly request: ShareRequest;
  readonly sale: Sale;
  readonly order_id: string;
  readonly createdAtMs: number;
  readonly state: 'PROCESSING' | 'FINISHED';
  readonly parts: readonly SharePart[];
}

/** The checked body of a request to give a part back. */
export interface ReturnRequest {
  readonly sub_mchid?: string;
  readonly order_id?: string;
  readonly out_order_no?: string;
  readonly out_return_no: string;
  readonly return_mchid: string;
  readonly amount: number;
  readonly description: string;
}

/** One part that was given back. */
export interface ShareReturn {
  readonly request: ReturnRequest;
  readonly share: Share;
  readonly return_id: string;
  readonly atMs: number;
}

/** What of a share is gone from the order, in fen: all but what came back. */
export function sharedFen({ parts }: Share): number {
  return parts.reduce((sum, { amount, result }) => sum + (result === 'CLOSED' ? 0 : amount), 0);
}

/**
 * Writes a share as request and query answer it.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012525128
 */
export function describeShare(share: Share): Record<string, unknown> {
  const { request, order_id, state, parts, createdAtMs } = share;
  return {
    ...(request.sub_mchid === undefined ? {} : { sub_mchid: request.sub_mchid }),
    transaction_id: request.transaction_id,
    out_order_no: request.out_order_no,
    order_id,
    state,
    receivers: parts.map(({ name: _, finishedAtMs, ...part }) => ({
      ...part,
      create_time: formatBeijingTime(createdAtMs),
      ...(finishedAtMs === undefined ? {} : { finish_time: formatBeijingTime(finishedAtMs) }),
    })),
  };
}

/** Writes a return as request and query answer it. */
export function describeReturn({ request, share, return_id, atMs }: ShareReturn) {
  return {
    ...(request.sub_mchid === undefined ? {} : { sub_mchid: request.sub_mchid }),
    order_id: share.order_id,
    out_order_no: share.request.out_order_no,
    out_return_no: request.out_return_no,
    return_id,
    return_mchid: request.return_mchid,
    amount: request.amount,
    description: request.description,
    result: 'SUCCESS',
    create_time: formatBeijingTime(atMs),
    finish_time: formatBeijingTime(atMs),
  };
}
