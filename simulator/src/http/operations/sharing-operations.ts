import { paramError } from '../../platform/refusal.ts';
import { refuseOtherSubMerchant } from '../../platform/refuse-strangers.ts';
import {
  describeReturn,
  describeShare,
  type ReturnRequest,
  type ShareRequest,
} from '../../platform/sharing.ts';
import { MAX_RATIO } from '../../platform/sharing-book.ts';
import { checkFields, type FieldTable } from '../field-rules.ts';
import { optionalSubMchid, requiredText } from '../fields/shared-fields.ts';
import {
  addReceiverFields,
  deleteReceiverFields,
  returnFields,
  returnQueryFields,
  shareFields,
  shareQueryFields,
  unfreezeFields,
} from '../fields/sharing-fields.ts';
import { openSensitive } from './open-sensitive.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
} from './operation.ts';

const BASE = '^/v3/profitsharing';
const name = 'profit-sharing';

/** Profit sharing: receivers, shares, returns, the rest of an order. */
export const sharingOperations: readonly Operation[] = Object.freeze([
  { name, method: 'POST', path: new RegExp(`${BASE}/receivers/add$`), run: addReceiver },
  { name, method: 'POST', path: new RegExp(`${BASE}/receivers/delete$`), run: deleteReceiver },
  { name, method: 'POST', path: new RegExp(`${BASE}/orders$`), run: share },
  { name, method: 'POST', path: new RegExp(`${BASE}/orders/unfreeze$`), run: unfreeze },
  { name, method: 'GET', path: new RegExp(`${BASE}/orders/(?<out_order_no>[^/]+)$`), run: query },
  { name, method: 'POST', path: new RegExp(`${BASE}/return-orders$`), run: giveBack },
  {
    name,
    method: 'GET',
    path: new RegExp(`${BASE}/return-orders/(?<out_return_no>[^/]+)$`),
    run: queryReturn,
  },
  {
    name,
    method: 'GET',
    path: new RegExp(`${BASE}/transactions/(?<transaction_id>[^/]+)/amounts$`),
    run: amounts,
  },
  {
    name,
    method: 'GET',
    path: new RegExp(`${BASE}/merchant-configs/(?<sub_mchid>[^/]+)$`),
    run: ratio,
  },
] satisfies Operation[]);

type Texts = Readonly<Record<string, string | undefined>>;

/** Reads a body by its table, and refuses another's sub-merchant. */
function read(call: OperationCall, fields: FieldTable, world: OperationWorld): Texts {
  const body = readJson(call.body);
  checkFields(body, fields, 'body');
  if (body.sub_mchid !== undefined) {
    refuseOtherSubMerchant(String(body.sub_mchid), world.merchant);
  }
  return body as Texts;
}

/** Whose receivers, and which. */
function receiverOf({ type = '', account = '', sub_mchid }: Texts, { merchant }: OperationWorld) {
  return { owner: sub_mchid ?? merchant.mchid, receiver: { type, account } };
}

function addReceiver(call: OperationCall, world: OperationWorld): Reply {
  const body = read(call, addReceiverFields, world);
  if (body.name !== undefined) openSensitive(body.name, '分账个人接收方姓名', call, world);
  const { owner, receiver } = receiverOf(body, world);
  world.sharing.addReceiver(owner, receiver);
  const { appid: _, sub_appid: __, ...said } = body;
  return { json: said };
}

function deleteReceiver(call: OperationCall, world: OperationWorld): Reply {
  const body = read(call, deleteReceiverFields, world);
  const { owner, receiver } = receiverOf(body, world);
  world.sharing.deleteReceiver(owner, receiver);
  return { json: receiver };
}

function share(call: OperationCall, world: OperationWorld): Reply {
  // The table has just proven this shape.
  const request = read(call, shareFields, world) as unknown as ShareRequest;
  for (const { name: sealed } of request.receivers) {
    if (sealed !== undefined) openSensitive(sealed, '分账个人接收方姓名', call, world);
  }
  return { json: describeShare(world.sharing.share(request)) };
}

function query({ path, query: sought }: OperationCall, world: OperationWorld): Reply {
  checkFields({ ...sought, ...path }, shareQueryFields, 'uri_template');
  const found = world.sharing.byNumber(path.out_order_no ?? '', sought.sub_mchid);
  return { json: describeShare(found) };
}

function unfreeze(call: OperationCall, world: OperationWorld): Reply {
  const { transaction_id = '', out_order_no = '', sub_mchid } = read(call, unfreezeFields, world);
  const owner = sub_mchid === undefined ? {} : { sub_mchid };
  const ended = world.sharing.unfreeze({ transaction_id, out_order_no, ...owner });
  return { json: describeShare(ended) };
}

function giveBack(call: OperationCall, world: OperationWorld): Reply {
  // The table has just proven this shape.
  const request = read(call, returnFields, world) as unknown as ReturnRequest;
  if (request.order_id === undefined && request.out_order_no === undefined) {
    throw paramError('order_id和out_order_no必须二选一', { location: 'body' });
  }
  return { json: describeReturn(world.sharing.giveBack(request)) };
}

function queryReturn({ path, query: sought }: OperationCall, { sharing }: OperationWorld): Reply {
  checkFields({ ...sought, ...path }, returnQueryFields, 'uri_template');
  return { json: describeReturn(sharing.returnByNumber(path.out_return_no ?? '')) };
}

function amounts({ path, query: sought }: OperationCall, { sharing }: OperationWorld): Reply {
  const fields = { transaction_id: requiredText('微信订单号', 32), sub_mchid: optionalSubMchid };
  checkFields({ ...sought, ...path }, fields, 'uri_template');
  const transaction_id = path.transaction_id ?? '';
  return { json: { transaction_id, unsplit_amount: sharing.unsplitFen(transaction_id) } };
}

function ratio({ path }: OperationCall, { merchant }: OperationWorld): Reply {
  const sub_mchid = path.sub_mchid ?? '';
  refuseOtherSubMerchant(sub_mchid, merchant);
  return { json: { sub_mchid, max_ratio: MAX_RATIO } };
}
