import { parseRfc3339 } from '../../platform/beijing-time.ts';
import {
  describeTransaction,
  type Order,
  type PrepayRequest,
  type Product,
  products,
} from '../../platform/order.ts';
import { paramError } from '../../platform/refusal.ts';
import { refuseOtherSubMerchant } from '../../platform/refuse-strangers.ts';
import { checkFields } from '../field-rules.ts';
import {
  closePathFields,
  type Mode,
  ownerFields,
  prepayFields,
  queryByNumberFields,
  queryByTransactionFields,
} from '../fields/order-fields.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
  refuseOtherMerchant,
} from './operation.ts';

/** Prepay by every product, query and close, for direct merchants and for partners. */
export const orderOperations: readonly Operation[] = Object.freeze(
  (['direct', 'partner'] as const).flatMap((mode): Operation[] => {
    const base = mode === 'direct' ? '/v3/pay/transactions' : '/v3/pay/partner/transactions';
    const path = (rest: string) => new RegExp(`^${base}/${rest}$`);
    return [
      ...products.map((product): Operation => {
        const run: Operation['run'] = (call, world) => prepay(product, mode, call, world);
        return { name: 'prepay', method: 'POST', path: path(product), run };
      }),
      {
        name: 'query',
        method: 'GET',
        path: path('out-trade-no/(?<out_trade_no>[^/]+)'),
        run: (call, world) => queryByNumber(mode, call, world),
      },
      {
        name: 'query',
        method: 'GET',
        path: path('id/(?<transaction_id>[^/]+)'),
        run: (call, world) => queryByTransaction(mode, call, world),
      },
      {
        name: 'close',
        method: 'POST',
        path: path('out-trade-no/(?<out_trade_no>[^/]+)/close'),
        run: (call, world) => close(mode, call, world),
      },
    ];
  }),
);

function prepay(
  product: Product,
  mode: Mode,
  { body }: OperationCall,
  { merchant, orders }: OperationWorld,
): Reply {
  const fields = readJson(body);
  checkFields(fields, prepayFields(product, mode), 'body');
  // The table above has just proven this shape.
  const request = fields as unknown as PrepayRequest;
  refuseOtherMerchant('mchid' in request ? request.mchid : request.sp_mchid, merchant);
  refuseBadTime(request.time_expire);
  return { json: orders.prepay(product, request) };
}

/** @throws Refusal unless `time_expire` is absent or a date-time with zone. */
export function refuseBadTime(timeExpire: string | undefined): void {
  if (timeExpire === undefined || parseRfc3339(timeExpire) !== undefined) return;
  throw paramError(
    '输入源“/body/time_expire”映射到值字段“支付结束时间”字符串规则校验失败，不是合法的 RFC 3339 时间',
    { location: 'body' },
  );
}

function queryByNumber(mode: Mode, { path, query }: OperationCall, world: OperationWorld): Reply {
  checkFields({ ...query, ...path }, queryByNumberFields(mode), 'uri_template');
  const owner = readOwner(query, world);
  return describe(world.orders.byNumber(path.out_trade_no ?? '', owner), world);
}

function queryByTransaction(
  mode: Mode,
  { path, query }: OperationCall,
  world: OperationWorld,
): Reply {
  checkFields({ ...query, ...path }, queryByTransactionFields(mode), 'uri_template');
  const owner = readOwner(query, world);
  return describe(world.orders.byTransaction(path.transaction_id ?? '', owner), world);
}

function close(mode: Mode, { path, body }: OperationCall, world: OperationWorld): Reply {
  checkFields(path, closePathFields, 'uri_template');
  const fields = readJson(body);
  checkFields(fields, ownerFields[mode], 'body');
  const outTradeNo = path.out_trade_no ?? '';
  try {
    world.orders.close(outTradeNo, readOwner(fields, world));
  } finally {
    world.notifier.closeTried(outTradeNo);
  }
  return {};
}

/** Answers the sub-merchant whose order it must be; `undefined` for a direct one. @throws Refusal */
function readOwner(
  { mchid, sp_mchid, sub_mchid }: Readonly<Record<string, unknown>>,
  { merchant }: OperationWorld,
): string | undefined {
  refuseOtherMerchant(sp_mchid ?? mchid, merchant);
  if (sub_mchid === undefined) return undefined;
  const owner = String(sub_mchid);
  refuseOtherSubMerchant(owner, merchant);
  return owner;
}

function describe(order: Order, { orders }: OperationWorld): Reply {
  return { json: describeTransaction(order, orders.state(order)) };
}
