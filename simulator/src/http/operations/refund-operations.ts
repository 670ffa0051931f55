import { describeRefund, type RefundRequest } from '../../platform/refund.ts';
import { paramError } from '../../platform/refusal.ts';
import { refuseOtherSubMerchant } from '../../platform/refuse-strangers.ts';
import { checkFields } from '../field-rules.ts';
import { abnormalRefundFields, refundFields, refundQueryFields } from '../fields/refund-fields.ts';
import { openSensitive } from './open-sensitive.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
} from './operation.ts';

const BASE = '/v3/refund/domestic/refunds';

/** Refund, its query, and the refund to another account after an ABNORMAL one. */
export const refundOperations: readonly Operation[] = Object.freeze([
  {
    name: 'refund',
    method: 'POST',
    path: new RegExp(`^${BASE}$`),
    wantsUserAgent: true,
    run: create,
  },
  {
    name: 'refund-query',
    method: 'GET',
    path: new RegExp(`^${BASE}/(?<out_refund_no>[^/]+)$`),
    wantsUserAgent: true,
    run: query,
  },
  {
    name: 'refund-abnormal',
    method: 'POST',
    path: new RegExp(`^${BASE}/(?<refund_id>[^/]+)/apply-abnormal-refund$`),
    wantsUserAgent: true,
    run: redirect,
  },
] satisfies Operation[]);

function create({ body }: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(body);
  checkFields(fields, refundFields, 'body');
  // The table above has just proven this shape.
  const request = fields as unknown as RefundRequest;
  refuseForeign(request.sub_mchid, world);
  if (request.transaction_id === undefined && request.out_trade_no === undefined) {
    throw paramError('transaction_id和out_trade_no必须二选一', { location: 'body' });
  }
  refuseWrongSources(request);
  const refund = world.refunds.create(request);
  const { notificationId } = world.refunds.find(request.out_refund_no) ?? refund;
  const settledMeanwhile = notificationId !== undefined && refund.notificationId === undefined;
  const json = describeRefund(refund);
  return settledMeanwhile ? { json, until: world.notifier.firstAttempt(notificationId) } : { json };
}

function refuseWrongSources({ amount: { refund, from } }: RefundRequest): void {
  if (from === undefined) return;
  const sum = from.reduce((total, { amount }) => total + amount, 0);
  const accounts = new Set(from.map(({ account }) => account));
  if (sum === refund && accounts.size === from.length) return;
  throw paramError('退款出资金额之和必须等于退款金额，且出资账户不能重复', { location: 'body' });
}

function query({ path, query: sought }: OperationCall, world: OperationWorld): Reply {
  checkFields({ ...sought, ...path }, refundQueryFields, 'uri_template');
  refuseForeign(sought.sub_mchid, world);
  const refund = world.refunds.byNumber(path.out_refund_no ?? '', sought.sub_mchid);
  return { json: describeRefund(refund) };
}

function redirect(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, abnormalRefundFields, 'body');
  const { sub_mchid, out_refund_no, type, bank_type, bank_account, real_name } = fields as Readonly<
    Record<string, string | undefined>
  >;
  refuseForeign(sub_mchid, world);
  let receivedBy = '商户银行账户';
  if (type === 'USER_BANK_CARD') {
    if (bank_type === undefined || bank_account === undefined || real_name === undefined) {
      throw paramError('退款至用户银行卡时，bank_type、bank_account、real_name为必填项', {
        location: 'body',
      });
    }
    openSensitive(real_name, '收款用户姓名', call, world);
    const card = openSensitive(bank_account, '收款银行卡号', call, world);
    receivedBy = `${bank_type.replace('_DEBIT', '')}借记卡${card.slice(-4)}`;
  }
  const refundId = call.path.refund_id ?? '';
  const refund = world.refunds.redirect(refundId, out_refund_no ?? '', receivedBy, sub_mchid);
  return { json: describeRefund(refund) };
}

function refuseForeign(subMchid: string | undefined, { merchant }: OperationWorld): void {
  if (subMchid !== undefined) refuseOtherSubMerchant(subMchid, merchant);
}
