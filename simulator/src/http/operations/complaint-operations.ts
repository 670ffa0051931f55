import { formatBeijingTime, parseBeijingDay } from '../../platform/beijing-time.ts';
import type { Complaint, ComplaintAct } from '../../platform/complaint-room.ts';
import { paramError, Refusal } from '../../platform/refusal.ts';
import { checkFields, type FieldTable } from '../field-rules.ts';
import { immediateReplyFields } from '../fields/immediate-reply-fields.ts';
import {
  mchidField,
  optionalText,
  requiredNotifyUrl,
  requiredText,
  requiredWord,
} from '../fields/shared-fields.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
  refuseOtherMerchant,
} from './operation.ts';

const BASE = '^/v3/merchant-service/complaints-v2';
const ONE = `${BASE}/(?<complaint_id>[^/]+)`;
const NOTIFY = /^\/v3\/merchant-service\/complaint-notifications$/;
const DAY_MS = 86_400_000;
const name = 'complaint';

/** Complaints: the address for notifications, list, detail, history, and what the merchant does. */
export const complaintOperations: readonly Operation[] = Object.freeze([
  ...(['POST', 'PUT'] as const).map(
    (method): Operation => ({ name, method, path: NOTIFY, run: setUrl }),
  ),
  { name, method: 'GET', path: NOTIFY, run: (_, world) => ({ json: urlAnswer(world) }) },
  { name, method: 'DELETE', path: NOTIFY, run: deleteUrl },
  { name, method: 'GET', path: new RegExp(`${BASE}$`), run: list },
  { name, method: 'GET', path: new RegExp(`${ONE}$`), run: detail },
  { name, method: 'GET', path: new RegExp(`${ONE}/negotiation-historys$`), run: history },
  { name, method: 'POST', path: new RegExp(`${ONE}/response$`), run: respond },
  { name, method: 'POST', path: new RegExp(`${ONE}/complete$`), run: complete },
  {
    name,
    method: 'POST',
    path: new RegExp(`${ONE}/update-refund-progress$`),
    run: refundProgress,
  },
  {
    name,
    method: 'POST',
    path: new RegExp(`${ONE}/response-immediate-service$`),
    run: respondImmediately,
  },
] satisfies Operation[]);

function setUrl({ body }: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(body);
  checkFields(fields, { url: { ...requiredNotifyUrl, label: '通知地址' } }, 'body');
  world.complaints.notifyUrl.set(String(fields.url));
  return { json: urlAnswer(world) };
}

function deleteUrl(_: OperationCall, { complaints }: OperationWorld): Reply {
  complaints.notifyUrl.set(undefined);
  return {};
}

function urlAnswer({ complaints, merchant }: OperationWorld) {
  const url = complaints.notifyUrl.get();
  if (url !== undefined) return { mchid: merchant.mchid, url };
  const parts = { status: 404, code: 'RESOURCE_NOT_EXISTS', message: '未设置投诉通知回调地址' };
  throw new Refusal({ ...parts, internalCode: 268512771 });
}

const listFields: FieldTable = {
  limit: optionalText('分页大小', 3),
  offset: optionalText('分页开始位置', 9),
  begin_date: requiredText('开始日期', 10),
  end_date: requiredText('结束日期', 10),
  complainted_mchid: optionalText('被诉商户号', 64),
};

function list(call: OperationCall, world: OperationWorld): Reply {
  const { query } = call;
  checkFields(query, listFields, 'uri_template');
  const limit = readCount(query.limit ?? '10', 1, 50);
  const offset = readCount(query.offset ?? '0', 0, Number.MAX_SAFE_INTEGER);
  const fromMs = readDay(query.begin_date);
  const toMs = readDay(query.end_date) + DAY_MS;
  const found = world.complaints
    .list()
    .filter(({ createdAtMs }) => createdAtMs >= fromMs && createdAtMs < toMs);
  const data = found.slice(offset, offset + limit).map((one) => describe(one, call, world));
  return { json: { data, limit, offset, total_count: found.length } };
}

function readCount(text: string, min: number, max: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= min && count <= max) return count;
  throw paramError(`分页参数必须是${min}到${max}之间的整数`, { location: 'query' });
}

function readDay(text = ''): number {
  const ms = parseBeijingDay(text);
  if (ms !== undefined) return ms;
  throw paramError('日期格式必须为yyyy-MM-DD', { location: 'query' });
}

function detail(call: OperationCall, world: OperationWorld): Reply {
  const complaint = world.complaints.byId(call.path.complaint_id ?? '');
  return { json: describe(complaint, call, world) };
}

/** The phone number comes encrypted for the certificate that signed the request. */
function describe(
  { complaint_id, createdAtMs, detail: complaint_detail, state, sale, phoneNumber }: Complaint,
  { merchantSerial }: OperationCall,
  { keys, merchant, refunds }: OperationWorld,
) {
  const { transaction_id, out_trade_no } = sale;
  return {
    complaint_id,
    complaint_time: formatBeijingTime(createdAtMs),
    complaint_detail,
    complainted_mchid: sale.subMchid ?? merchant.mchid,
    complaint_state: state,
    payer_phone: keys.sealForMerchant(phoneNumber, merchantSerial),
    payer_openid: sale.openid,
    complaint_order_info: [{ transaction_id, out_trade_no, amount: sale.totalFen }],
    complaint_full_refunded: refunds.refundedFen(transaction_id) === sale.totalFen,
    incoming_user_response: state === 'PENDING',
    user_complaint_times: 1,
  };
}

function history({ path }: OperationCall, { complaints }: OperationWorld): Reply {
  const { history: entries } = complaints.byId(path.complaint_id ?? '');
  const data = entries.toReversed();
  return { json: { data, limit: 100, offset: 0, total_count: data.length } };
}

const responseFields: FieldTable = {
  complainted_mchid: { ...mchidField, label: '被诉商户号' },
  response_content: requiredText('回复内容', 600),
  response_images: {
    type: 'list',
    label: '回复图片',
    item: requiredText('回复图片', 256),
  },
  jump_url: optionalText('跳转链接', 512),
  jump_url_text: optionalText('跳转链接文案', 30),
};

function respond(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, responseFields, 'body');
  const images = Array.isArray(fields.response_images) ? fields.response_images.map(String) : [];
  const details = String(fields.response_content);
  return act(call, world, fields, { type: 'MERCHANT_RESPONSE', details, images });
}

/** The answer to a complaint that `need_immediate_service`: the same number again is the same answer. */
function respondImmediately(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, immediateReplyFields, 'body');
  refuseForeignComplaint(fields, world);
  const log_id = world.complaints.replyOnce(call.path.complaint_id ?? '', {
    idempotentId: String(fields.idempotent_id),
    details: JSON.stringify(fields.message),
  });
  return { json: { log_id } };
}

function complete(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, { complainted_mchid: { ...mchidField, label: '被诉商户号' } }, 'body');
  return act(call, world, fields, { type: 'MERCHANT_CONFIRM_COMPLETE' });
}

const progressFields: FieldTable = {
  action: requiredWord('审批动作', 'REJECT', 'APPROVE'),
  launch_refund_day: { type: 'integer', label: '预计发起退款时间', min: 0 },
  reject_reason: optionalText('拒绝退款原因', 600),
  reject_media_list: {
    type: 'list',
    label: '拒绝退款的举证图片列表',
    item: requiredText('图片', 256),
  },
  remark: optionalText('备注', 600),
};

function refundProgress(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, progressFields, 'body');
  const details = String(fields.action);
  world.complaints.act(call.path.complaint_id ?? '', { type: 'MERCHANT_REFUND_PROGRESS', details });
  return {};
}

function act(
  { path }: OperationCall,
  world: OperationWorld,
  fields: Readonly<Record<string, unknown>>,
  what: ComplaintAct,
): Reply {
  refuseForeignComplaint(fields, world);
  world.complaints.act(path.complaint_id ?? '', what);
  return {};
}

function refuseForeignComplaint(
  { complainted_mchid }: Readonly<Record<string, unknown>>,
  { merchant }: OperationWorld,
): void {
  if (complainted_mchid !== merchant.subMerchant.mchid) {
    refuseOtherMerchant(complainted_mchid, merchant);
  }
}
