import type { FastifyInstance } from 'fastify';
import {
  type AppParams,
  type PayerChoice,
  type PaymentCall,
  type PaymentParams,
  payerChoices,
} from '../platform/payment-params.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

const openid = { type: 'string', minLength: 1, maxLength: 128 } as const;
const choice = { type: 'string', enum: payerChoices } as const;

/** The five WeChat fields are of any type: the base library's own type check is part of the simulation. */
const paymentProperties = {
  openid,
  appid: { type: 'string' },
  timeStamp: {},
  nonceStr: {},
  package: {},
  signType: {},
  paySign: {},
  codeUrl: { type: 'string', minLength: 1 },
  h5Url: { type: 'string', minLength: 1 },
  app: { type: 'object' },
} as const;

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

/** Registers what the payer and the phone do: log in, open the cashier and choose. */
export function registerPayer(app: FastifyInstance, controls: Controls): void {
  const { identity, flow, payDesk, cashier } = controls;

  app.post<{ Body: { openid?: string; appid?: string } }>(
    '/login-codes',
    { schema: { body: object({ openid, appid: { type: 'string' } }) } },
    ({ body }) => {
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
  );

  app.post<{ Body: PostedCall & { outcome?: PayerChoice } }>(
    '/payments',
    { schema: { body: object({ ...paymentProperties, outcome: choice }, ['openid']) } },
    ({ body: { outcome, ...posted } }) => payDesk.pay(readCall(posted), outcome),
  );

  app.post<{ Body: PostedCall }>(
    '/cashiers',
    { schema: { body: object(paymentProperties, ['openid']) } },
    ({ body }) => payDesk.open(readCall(body)),
  );

  app.get('/cashiers', () => ({ items: cashier.log() }));

  app.post<{ Params: { id: string }; Body: { choice: PayerChoice } }>(
    '/cashiers/:id/choice',
    { schema: { body: object({ choice }, ['choice']) } },
    ({ params: { id }, body }) => {
      const result = payDesk.choose(id, body.choice);
      if (result !== undefined) return result;
      throw cashier.find(id) === undefined
        ? new ControlError(404, `no cashier ${id}`)
        : new ControlError(409, `cashier ${id} is not open any more`);
    },
  );
}

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}
