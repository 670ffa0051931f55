import {
  type AppParams,
  type PayerChoice,
  type PaymentCall,
  type PaymentParams,
  payerChoices,
} from '../platform/payment-params.ts';
import { objectSchema, type Schema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

const openid: Schema = { type: 'string', minLength: 1, maxLength: 128 };
const choice: Schema = {
  type: 'string',
  enum: payerChoices,
  description: 'What the payer does at the open sheet.',
};

/** The five WeChat fields are of any type: the base library's own type check is part of the simulation. */
const paymentProperties: Readonly<Record<string, Schema>> = {
  openid,
  appid: { type: 'string', description: 'The running mini-program; the merchant’s by default.' },
  timeStamp: {},
  nonceStr: {},
  package: {},
  signType: {},
  paySign: {},
  codeUrl: { type: 'string', minLength: 1, description: 'Instead of the five: a Native order.' },
  h5Url: { type: 'string', minLength: 1, description: 'Instead of the five: an H5 order.' },
  app: { type: 'object', description: 'Instead of the five: what an app hands to WeChat’s SDK.' },
};

/** A payment as it is posted; links come under the name WeChat gives them. */
type PostedCall = PaymentParams & {
  readonly codeUrl?: string;
  readonly h5Url?: string;
  readonly app?: AppParams['app'];
};

function readCall({ codeUrl, h5Url, app, ...params }: PostedCall): PaymentCall {
  const link = codeUrl ?? h5Url;
  if (link !== undefined) return { openid: params.openid, link };
  return app === undefined ? params : { openid: params.openid, app };
}

/** What the payer and the phone do: log in, open the cashier and choose. */
export function payerRoutes(controls: Controls): readonly ControlRoute[] {
  const { identity, flow, payDesk, cashier } = controls;
  return [
    route<{ openid?: string; appid?: string }>({
      method: 'POST',
      path: '/login-codes',
      tag: 'payer',
      summary: 'What wx.login would yield, for a new user unless openid names one',
      answers: '{code, openid}',
      body: objectSchema({ openid, appid: { type: 'string' } }),
      run({ body }) {
        const login = identity.issueLoginCode(body.openid, body.appid);
        flow.record({
          step: 0,
          from: 'mini-program',
          to: 'wechat',
          name: 'login.code',
          outcome: 'ok',
          note: login.openid,
        });
        return login;
      },
    }),
    route<PostedCall & { outcome?: PayerChoice }>({
      method: 'POST',
      path: '/payments',
      tag: 'payer',
      summary: 'What wx.requestPayment, a link or an app would yield when the payer does `outcome`',
      answers: '{errMsg, dialog?, errno?, errCode?}; errMsg is null when it never calls back',
      body: objectSchema({ ...paymentProperties, outcome: choice }, ['openid']),
      run: ({ body: { outcome, ...posted } }) => payDesk.pay(readCall(posted), outcome),
    }),
    route<PostedCall>({
      method: 'POST',
      path: '/cashiers',
      tag: 'payer',
      summary: 'Opens the pay sheet, or refuses',
      answers:
        '{state: "open", cashierId, sheet: {merchantName, amountFen, description}} or {state: "refused", errMsg, dialog?}',
      body: objectSchema(paymentProperties, ['openid']),
      run: ({ body }) => payDesk.open(readCall(body)),
    }),
    route({
      method: 'GET',
      path: '/cashiers',
      tag: 'payer',
      summary: 'Every call of the cashier with its dialog, signed text and choice',
      answers: '{items}',
      run: () => ({ items: cashier.log() }),
    }),
    route<{ choice: PayerChoice }>({
      method: 'POST',
      path: '/cashiers/{id}/choice',
      tag: 'payer',
      summary: 'What the payer does at an open sheet',
      answers: '{errMsg, dialog?}',
      body: objectSchema({ choice }, ['choice']),
      run({ params: { id = '' }, body }) {
        const result = payDesk.choose(id, body.choice);
        if (result !== undefined) return result;
        throw cashier.find(id) === undefined
          ? new ControlError(404, `no cashier ${id}`)
          : new ControlError(409, `cashier ${id} is not open any more`);
      },
    }),
  ];
}
