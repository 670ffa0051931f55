import { encodeQuery } from '../../core/encode-query.ts';
import { encodeSegment } from '../../core/encode-segment.ts';
import { ArgumentError } from '../../core/errors/argument-error.ts';
import { RefundTooSoonError } from '../../core/errors/refund-too-soon-error.ts';
import { WechatPayError } from '../../core/errors/wechatpay-error.ts';
import { isRefund } from '../../core/objects/is-refund.ts';
import type { Refund } from '../../core/objects/refund.ts';
import type { System } from '../../core/system.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client, VerifiedAnswer } from '../../http/create-client.ts';
import { readObject, unexpected } from '../../http/read-object.ts';
import type { Seal } from '../../http/write-body.ts';
import { checkText } from '../checks/check-text.ts';
import { checkWechatId } from '../checks/check-wechat-id.ts';
import { pause } from '../pause.ts';
import { requireSame } from '../require-same.ts';
import { checkOutRefundNo, checkRefund } from './check-refund.ts';
import { createSafely } from './create-safely.ts';
import { createRefundPacer } from './refund-pacer.ts';
import type { AbnormalRefundRequest, RefundRequest } from './refund-request.ts';

/** What a caller may set for a refund. */
export interface RefundOptions extends CallOptions {
  /**
   * What to do when this client sent another refund of the same order within the last minute: `refuse` throws
   * `RefundTooSoonError`, `wait` waits the rest of the minute, `wechat` sends it and leaves the answer to WeChat.
   * Default `refuse`.
   */
  readonly pacing?: 'refuse' | 'wait' | 'wechat';
}

/** Names a refund by the merchant's number. */
export interface RefundNumber {
  /** The merchant's refund number, up to 64 characters. */
  readonly out_refund_no: string;
}

/** Refunds; `Owner` is what names the sub-merchant in partner mode. */
export interface RefundsApi<Owner = unknown> {
  /**
   * Asks WeChat to refund; the answer means *accepted*. The same number with the same amounts is one refund, however often it is sent.
   *
   * After outcome `unknown` query by `out_refund_no` first; 404 means the same request may go again. Never take a new
   * number. `createSafely` does this.
   *
   * @throws ArgumentError, RefundTooSoonError (`none`); ApiError (`NOT_ENOUGH`: recharge, then the same number again);
   * NetworkError, TimeoutError, AnswerError
   * @see refund, document 4012791903
   */
  create(request: RefundRequest & Owner, options?: RefundOptions): Promise<Refund>;
  /**
   * As `create`, and finds out what became of a refund whose answer was lost or unclear: asks after 1, 5 and 30 s,
   * and sends the same request again only when WeChat does not know it, at most twice.
   *
   * @throws as `create`; with outcome `unknown` when it could not be found out: call again with the same request
   */
  createSafely(request: RefundRequest & Owner, options?: RefundOptions): Promise<Refund>;
  /**
   * Asks for a refund; there is no limit of age.
   *
   * @throws ArgumentError; ApiError (`RESOURCE_NOT_EXISTS`: WeChat has no such refund); NetworkError, TimeoutError, AnswerError
   * @see refund query, document 4012791904
   */
  query(key: RefundNumber & Owner, options?: CallOptions): Promise<Refund>;
  /**
   * Sends the money of an `ABNORMAL` refund elsewhere: to a card of the payer, or back to the merchant.
   *
   * @throws ArgumentError; ApiError; NetworkError, TimeoutError, AnswerError (query the refund then)
   */
  applyAbnormal(request: AbnormalRefundRequest & Owner, options?: CallOptions): Promise<Refund>;
}

const root = '/v3/refund/domestic/refunds';

/**
 * Makes the refund calls; the same endpoints serve direct merchants and service providers.
 *
 * @param checkOwner refuses a request that names its sub-merchant wrongly, and says what a query must carry
 */
export function createRefunds<Owner>(
  client: Client,
  system: System,
  checkOwner: (owner: Owner) => Readonly<{ [name: string]: string }>,
): RefundsApi<Owner> {
  const pacer = createRefundPacer(system);

  async function create(
    request: RefundRequest & Owner,
    { pacing = 'refuse', ...options }: RefundOptions = {},
  ): Promise<Refund> {
    checkOwner(request);
    checkRefund(request);
    if (pacing !== 'wechat') await keepPace(request, pacing, options.signal);
    pacer.sent(request);
    const body = { ...request, amount: { ...request.amount, currency: 'CNY' } };
    try {
      const answer = await client.call({ method: 'POST', path: root, body, options });
      return readRefund(answer, asked(request), request.amount);
    } catch (error) {
      if (nothingHappened(error)) pacer.forget(request);
      throw error;
    }
  }

  // Looked at again after each wait: another refund may have gone first meanwhile.
  async function keepPace(
    request: RefundRequest,
    pacing: 'refuse' | 'wait',
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (let waitMs = pacer.waitMs(request); waitMs > 0; waitMs = pacer.waitMs(request)) {
      if (pacing === 'refuse') throw new RefundTooSoonError(waitMs);
      await pause(system, waitMs, signal);
    }
  }

  async function query(
    key: RefundNumber & Owner,
    options: CallOptions | undefined,
    amount?: RefundRequest['amount'],
  ): Promise<Refund> {
    const { out_refund_no } = key;
    const owner = checkOwner(key);
    checkOutRefundNo(out_refund_no);
    const path = `${root}/${encodeSegment('out_refund_no', out_refund_no)}${encodeQuery(owner)}`;
    const answer = await client.call({ method: 'GET', path, options });
    return readRefund(answer, { out_refund_no }, amount);
  }

  return Object.freeze({
    create,
    createSafely: (request: RefundRequest & Owner, options?: RefundOptions) => {
      const { pacing: _, ...callOptions } = options ?? {};
      return createSafely({
        create: () => create(request, options),
        query: () => query(request, callOptions, request.amount),
        sleep: (durationMs) => pause(system, durationMs, options?.signal),
      });
    },
    query: (key: RefundNumber & Owner, options?: CallOptions) => query(key, options),
    applyAbnormal: async (request: AbnormalRefundRequest & Owner, options?: CallOptions) => {
      checkOwner(request);
      checkAbnormal(request);
      const { refund_id, out_refund_no } = request;
      const path = `${root}/${encodeSegment('refund_id', refund_id)}/apply-abnormal-refund`;
      const body = (seal: Seal) => sealAccount(request, seal);
      const answer = await client.call({ method: 'POST', path, body, options });
      return readRefund(answer, { refund_id, out_refund_no });
    },
  });
}

function asked({ out_refund_no, transaction_id, out_trade_no }: RefundRequest) {
  return { out_refund_no, transaction_id, out_trade_no };
}

function readRefund(
  answer: VerifiedAnswer,
  identity: { readonly [name: string]: string | undefined },
  amount?: RefundRequest['amount'],
): Refund {
  const value = readObject(answer);
  if (!isRefund(value)) throw unexpected(answer, 'it is not a refund');
  requireSame(answer, value, identity);
  if (amount !== undefined) {
    const { refund, total } = amount;
    requireSame(answer, { ...value.amount }, { refund, total });
  }
  return Object.freeze(value);
}

function checkAbnormal(request: AbnormalRefundRequest): void {
  checkWechatId('refund_id', request.refund_id);
  checkOutRefundNo(request.out_refund_no);
  if (request.type === 'USER_BANK_CARD') {
    checkText('bank_type', request.bank_type, 32);
    checkText('bank_account', request.bank_account, 214);
    checkText('real_name', request.real_name, 214);
  } else if (request.type !== 'MERCHANT_BANK_CARD') {
    throw new ArgumentError('type', 'must be USER_BANK_CARD or MERCHANT_BANK_CARD');
  }
}

function sealAccount(request: AbnormalRefundRequest, seal: Seal): object {
  const { refund_id: _, ...body } = request;
  if (request.type !== 'USER_BANK_CARD') return body;
  return {
    ...body,
    bank_account: seal('bank_account', request.bank_account),
    real_name: seal('real_name', request.real_name),
  };
}

function nothingHappened(error: unknown): boolean {
  return error instanceof WechatPayError && /^(none|refused)$/.test(error.outcome);
}
