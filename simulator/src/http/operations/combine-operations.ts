import type { CombineParts } from '../../platform/combine-book.ts';
import { type CombineRequest, describeCombine } from '../../platform/combine-order.ts';
import { type Product, products } from '../../platform/order.ts';
import { checkFields } from '../field-rules.ts';
import { combineCloseFields, combineFields, combinePathFields } from '../fields/combine-fields.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
  refuseOtherMerchant,
} from './operation.ts';
import { refuseBadTime } from './order-operations.ts';

const NUMBER = '^/v3/combine-transactions/out-trade-no/(?<combine_out_trade_no>[^/]+)';

/** Combined orders: prepay by every product, query, close. */
export const combineOperations: readonly Operation[] = Object.freeze([
  ...products.map((product): Operation => {
    const path = new RegExp(`^/v3/combine-transactions/${product}$`);
    const run: Operation['run'] = (call, world) => prepay(product, call, world);
    return { name: 'prepay', method: 'POST', path, run };
  }),
  { name: 'query', method: 'GET', path: new RegExp(`${NUMBER}$`), run: query },
  { name: 'close', method: 'POST', path: new RegExp(`${NUMBER}/close$`), run: close },
] satisfies Operation[]);

function prepay(product: Product, { body }: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(body);
  checkFields(fields, combineFields(product), 'body');
  // The table above has just proven this shape.
  const request = fields as unknown as CombineRequest;
  refuseOtherMerchant(request.combine_mchid, world.merchant);
  refuseBadTime(request.time_expire);
  return { json: world.combined.prepay(product, request) };
}

function query({ path }: OperationCall, { combined }: OperationWorld): Reply {
  checkFields(path, combinePathFields, 'uri_template');
  const order = combined.byNumber(path.combine_out_trade_no ?? '');
  return { json: describeCombine(order, (index) => combined.state(order, index)) };
}

function close({ path, body }: OperationCall, { combined }: OperationWorld): Reply {
  checkFields(path, combinePathFields, 'uri_template');
  const fields = readJson(body);
  checkFields(fields, combineCloseFields, 'body');
  // The table above has just proven this shape.
  combined.close(path.combine_out_trade_no ?? '', fields as unknown as CombineParts);
  return {};
}
