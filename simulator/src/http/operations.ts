import type { FaultOperation } from '../faults/fault.ts';
import { formatBeijingTime, parseRfc3339 } from '../platform/beijing-time.ts';
import type { KeyRoom } from '../platform/key-room.ts';
import type { SimulatorMerchant } from '../platform/merchant.ts';
import { describeTransaction, type Order, type PrepayRequest } from '../platform/order.ts';
import type { OrderBook } from '../platform/order-book.ts';
import { paramError, Refusal } from '../platform/refusal.ts';
import { sealResource } from '../platform/seal-resource.ts';
import type { SeededRandom } from '../platform/seeded-random.ts';
import { checkFields } from './field-rules.ts';
import {
  certificateFields,
  closeFields,
  closePathFields,
  prepayFields,
  queryByNumberFields,
  queryByTransactionFields,
} from './order-fields.ts';

/** What the operations act on. */
export interface OperationWorld {
  readonly merchant: SimulatorMerchant;
  readonly orders: OrderBook;
  readonly keys: KeyRoom;
  readonly random: SeededRandom;
}

/** An authenticated call: path and query parameters decoded, the body raw. */
interface OperationCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One endpoint of the APIv3. */
export interface Operation {
  readonly name: FaultOperation;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Whether a missing User-Agent or Accept is refused before authentication. */
  readonly wantsUserAgent?: boolean;
  /** Answers the body, or `undefined` for 204. @throws Refusal */
  readonly run: (call: OperationCall, world: OperationWorld) => unknown;
}

/** Every endpoint, direct merchant first. */
export const operations: readonly Operation[] = Object.freeze([
  { name: 'prepay', method: 'POST', path: /^\/v3\/pay\/transactions\/jsapi$/, run: prepay },
  {
    name: 'query',
    method: 'GET',
    path: /^\/v3\/pay\/transactions\/out-trade-no\/(?<out_trade_no>[^/]+)$/,
    run: queryByNumber,
  },
  {
    name: 'query',
    method: 'GET',
    path: /^\/v3\/pay\/transactions\/id\/(?<transaction_id>[^/]+)$/,
    run: queryByTransaction,
  },
  {
    name: 'close',
    method: 'POST',
    path: /^\/v3\/pay\/transactions\/out-trade-no\/(?<out_trade_no>[^/]+)\/close$/,
    run: close,
  },
  {
    name: 'certificates',
    method: 'GET',
    path: /^\/v3\/certificates$/,
    wantsUserAgent: true,
    run: certificates,
  },
  {
    name: 'prepay',
    method: 'POST',
    path: /^\/v3\/pay\/partner\/transactions\/jsapi$/,
    run: partner,
  },
  {
    name: 'query',
    method: 'GET',
    path: /^\/v3\/pay\/partner\/transactions\/(?:out-trade-no|id)\/[^/]+$/,
    run: partner,
  },
  {
    name: 'close',
    method: 'POST',
    path: /^\/v3\/pay\/partner\/transactions\/out-trade-no\/[^/]+\/close$/,
    run: partner,
  },
]);

function prepay({ body }: OperationCall, { merchant, orders }: OperationWorld): unknown {
  const fields = readJson(body);
  checkFields(fields, prepayFields, 'body');
  // The table above has just proven this shape.
  const request = fields as unknown as PrepayRequest;
  refuseOtherMerchant(request.mchid, merchant);
  if (request.time_expire !== undefined && parseRfc3339(request.time_expire) === undefined) {
    throw paramError(
      '输入源“/body/time_expire”映射到值字段“支付结束时间”字符串规则校验失败，不是合法的 RFC 3339 时间',
      {
        location: 'body',
      },
    );
  }
  return orders.prepay(request);
}

function queryByNumber({ path, query }: OperationCall, world: OperationWorld): unknown {
  checkFields({ ...query, ...path }, queryByNumberFields, 'uri_template');
  refuseOtherMerchant(query.mchid, world.merchant);
  return describe(world.orders.byNumber(path.out_trade_no ?? ''), world.orders);
}

function queryByTransaction({ path, query }: OperationCall, world: OperationWorld): unknown {
  checkFields({ ...query, ...path }, queryByTransactionFields, 'uri_template');
  refuseOtherMerchant(query.mchid, world.merchant);
  return describe(world.orders.byTransaction(path.transaction_id ?? ''), world.orders);
}

function close({ path, body }: OperationCall, { merchant, orders }: OperationWorld): undefined {
  checkFields(path, closePathFields, 'uri_template');
  const fields = readJson(body);
  checkFields(fields, closeFields, 'body');
  refuseOtherMerchant(fields.mchid, merchant);
  orders.close(path.out_trade_no ?? '');
  return undefined;
}

/** @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764 */
function certificates(
  { query }: OperationCall,
  { merchant, keys, random }: OperationWorld,
): unknown {
  checkFields(query, certificateFields, 'uri_template');
  const { fromMs, toMs } = keys.platformCertificateValidity;
  const nonce = random.letters(12);
  const certificate = {
    serial_no: merchant.platformSerial,
    effective_time: formatBeijingTime(fromMs),
    expire_time: formatBeijingTime(toMs),
    encrypt_certificate: sealResource(
      merchant.platformCertificate,
      merchant.apiV3Key,
      nonce,
      'certificate',
    ),
  };
  return { data: query.algorithm_type === 'SM2' ? [] : [certificate] };
}

/** The simulated merchant is a direct one: it serves no sub-merchants. */
function partner(): never {
  throw new Refusal({
    status: 403,
    code: 'NO_AUTH',
    message: '受理关系不存在',
    internalCode: 268443701,
  });
}

function describe(order: Order, orders: OrderBook): unknown {
  return describeTransaction(order, orders.state(order));
}

function refuseOtherMerchant(mchid: unknown, merchant: SimulatorMerchant): void {
  if (mchid !== merchant.mchid) {
    throw paramError('http header中的mchid与post payload中的mchid不匹配');
  }
}

function readJson(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...value };
    }
  } catch {
    // Falls through to the one answer for every body that is not a JSON object.
  }
  throw paramError('请求体不是合法的 JSON 对象', { location: 'body' });
}
