import { describeShipping } from '../platform/mini-program/describe-shipping.ts';
import type { OrderKey } from '../platform/mini-program/shipment.ts';
import type { ShippingCase, ShippingSettings } from '../platform/mini-program/shipping-desk.ts';
import { objectSchema, type Schema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

/** Shipping information: the console's settings, receipts, complaints. */
export function shippingRoutes(controls: Controls): ControlRoute[] {
  return [...settingRoutes(controls), ...caseRoutes(controls)];
}

/** The settings of the console; what is absent stays as it is. */
interface PostedSettings extends Partial<ShippingSettings> {
  readonly openPlatformBound?: boolean;
}

function settingRoutes({ miniProgram }: Controls): ControlRoute[] {
  const { shipping, paths } = miniProgram;
  const view = () => ({
    ...shipping.settings(),
    openPlatformBound: miniProgram.unionid('') !== undefined,
    paths,
  });
  const answers = '{managed, confirmed, syncDelayMs, openPlatformBound, paths}';
  return [
    route({
      method: 'GET',
      path: '/mini-program',
      tag: 'mini-program',
      summary: 'What the mini-program’s console shows',
      answers,
      run: view,
    }),
    route<PostedSettings>({
      method: 'POST',
      path: '/mini-program',
      tag: 'mini-program',
      summary: 'Changes what the mini-program’s console would',
      answers,
      body: objectSchema({
        managed: { type: 'boolean' },
        confirmed: { type: 'boolean' },
        syncDelayMs: { type: 'integer', minimum: 0 },
        openPlatformBound: { type: 'boolean' },
      }),
      run({ body: { openPlatformBound, ...changed } }) {
        shipping.change(changed);
        if (openPlatformBound !== undefined) miniProgram.bindOpenPlatform(openPlatformBound);
        return view();
      },
    }),
  ];
}

/** What `weappOrderConfirm` is opened with, and what the user does there. */
interface PostedReceipt {
  readonly openid: string;
  readonly transaction_id?: string;
  readonly merchant_id?: string;
  readonly merchant_trade_no?: string;
  readonly choice?: 'confirm' | 'cancel';
}

const text: Schema = { type: 'string', minLength: 1 };
const receipt: Readonly<Record<string, Schema>> = {
  openid: { type: 'string', minLength: 1, maxLength: 128 },
  transaction_id: text,
  merchant_id: text,
  merchant_trade_no: text,
  choice: { type: 'string', enum: ['confirm', 'cancel'] },
};

function caseRoutes({ miniProgram }: Controls): ControlRoute[] {
  const { shipping, sales, appid } = miniProgram;
  const describe = (one: ShippingCase) => ({
    ...describeShipping(one, sales.ownerOf(one.sale)),
    frozen: shipping.settings().managed && one.state !== 4 && one.state !== 5,
  });
  return [
    route({
      method: 'GET',
      path: '/shipping',
      tag: 'mini-program',
      summary: 'Payments with their shipping, and whether their money is still frozen',
      answers: '{items}',
      run: () => ({ items: shipping.list(appid).map(describe) }),
    }),
    route<PostedReceipt>({
      method: 'POST',
      path: '/receipts',
      tag: 'mini-program',
      summary: 'The user confirms the receipt, or cancels, as weappOrderConfirm reports it',
      answers: '{status, errormsg}',
      body: objectSchema(receipt, ['openid']),
      run({ body }) {
        if (body.choice === 'cancel') return { status: 'cancel', errormsg: '' };
        const status = shipping.confirm(body.openid, receiptKey(body));
        return status === 'unknown'
          ? { status: 'fail', errormsg: '获取用户订单失败' }
          : { status, errormsg: '' };
      },
    }),
    route<{ open: boolean }>({
      method: 'POST',
      path: '/shipping/{id}/complaint',
      tag: 'mini-program',
      summary: 'A complaint about a payment begins or ends; id is its transaction_id',
      answers: '{open}',
      body: objectSchema({ open: { type: 'boolean' } }, ['open']),
      run({ params: { id = '' }, body }) {
        if (sales.byTransaction(id) === undefined) throw new ControlError(404, `no payment ${id}`);
        shipping.setComplaint(id, body.open);
        return body;
      },
    }),
  ];
}

function receiptKey(body: PostedReceipt): OrderKey {
  const { transaction_id, merchant_id: mchid = '', merchant_trade_no: out_trade_no = '' } = body;
  return transaction_id === undefined
    ? { order_number_type: 1, mchid, out_trade_no }
    : { order_number_type: 2, transaction_id };
}
