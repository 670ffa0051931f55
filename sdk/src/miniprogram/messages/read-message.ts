import { isText } from '../../core/objects/is-amount.ts';
import { isObject, type JsonObject, parseObject } from '../../core/parse-object.ts';
import { readFlatXml } from '../../core/read-flat-xml.ts';
import type {
  OrderSettlement,
  PushEnvelope,
  PushedMessage,
  PushHead,
  PushNote,
  ShippingReminder,
} from './pushed-message.ts';

/** A body of WeChat's in the format it was sent in. */
export interface ReadBody {
  readonly format: 'json' | 'xml';
  readonly value: JsonObject;
}

/** Reads a body as JSON or as WeChat's XML; undefined when it is neither. */
export function readBody(bytes: Uint8Array): ReadBody | undefined {
  const json = parseObject(bytes);
  if (json !== undefined) return { format: 'json', value: json };
  const xml = readFlatXml(decodeUtf8(bytes) ?? '');
  return xml === undefined ? undefined : { format: 'xml', value: withNumbers(xml) };
}

/** Says what a message is; undefined when its head is not that of a message. */
export function readMessage(
  value: JsonObject,
  envelope: Omit<PushEnvelope, 'deduplicationKey'>,
): PushedMessage | undefined {
  if (!isHead(value)) return undefined;
  const { Event, MsgId, MsgType, FromUserName, CreateTime } = value;
  const what = isText(MsgId) || typeof MsgId === 'number' ? MsgId : (Event ?? MsgType);
  const common = {
    ...envelope,
    deduplicationKey: [FromUserName, CreateTime, what].join(':'),
  };
  // A known event without what it promises is passed on like an unknown one: its word is WeChat's all the same.
  switch (Event) {
    case 'trade_manage_remind_access_api':
    case 'wxa_trade_controlled':
      if (isNote(value)) return Object.freeze({ ...common, event: Event, message: value });
      break;
    case 'trade_manage_remind_shipping':
      if (isReminder(value)) return Object.freeze({ ...common, event: Event, message: value });
      break;
    case 'trade_manage_order_settlement':
      if (isSettlement(value)) return Object.freeze({ ...common, event: Event, message: value });
  }
  return Object.freeze({ ...common, event: 'OTHER', message: value });
}

function isHead(value: JsonObject): value is PushHead & JsonObject {
  const { ToUserName, FromUserName, CreateTime, MsgType } = value;
  return [ToUserName, FromUserName, MsgType].every(isText) && Number.isSafeInteger(CreateTime);
}

function isNote(value: PushHead & JsonObject): value is PushNote & JsonObject {
  return typeof value.msg === 'string';
}

function isReminder(value: PushHead & JsonObject): value is ShippingReminder & JsonObject {
  return isSettlement(value) && typeof value.msg === 'string';
}

function isSettlement(value: PushHead & JsonObject): value is OrderSettlement & JsonObject {
  const { transaction_id, merchant_id, merchant_trade_no, pay_time } = value;
  return (
    [transaction_id, merchant_id, merchant_trade_no].every(isText) && Number.isSafeInteger(pay_time)
  );
}

/** XML knows texts only: these are numbers. */
const numberNames: ReadonlySet<string> = new Set([
  'CreateTime',
  'pay_time',
  'shipped_time',
  'estimated_settlement_time',
  'confirm_receive_method',
  'confirm_receive_time',
  'settlement_time',
]);

function withNumbers(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, asNumber(name, member)]),
  );
}

function asNumber(name: string, member: unknown): unknown {
  if (isObject(member)) return member;
  return numberNames.has(name) && /^\d{1,15}$/.test(String(member)) ? Number(member) : member;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
