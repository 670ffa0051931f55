/** A payer without a phone: everything the shop's mini-program would do, over the same API. */
import { type Client, createClient, fetchRequest, type Order, type Prepaid } from '@yifen/contract';
import type { Exchange } from '@yifen/phone';
import type { Stage } from './stage.ts';

/** One payer. */
export interface Shopper {
  readonly openid: string;
  readonly client: Client;
  /** Orders one item and has it prepaid. */
  order(productId: string): Promise<Prepaid>;
  /** Opens the cashier; what it answers types the password, whatever happened meanwhile. */
  openCashier(requestPayment: Prepaid['requestPayment']): Promise<() => Promise<void>>;
  /** Pays, and accepts the messages that the server would send. */
  pay(prepaid: Prepaid): Promise<void>;
  /** Orders, pays, and waits until the server knows. */
  buy(productId: string): Promise<Order>;
}

/** Logs a new payer in; every message appears in the flow as if a phone had sent it. */
export async function createShopper(stage: Stage): Promise<Shopper> {
  const { simulator, serverUrl } = stage;
  const login = await askWechat(stage, 'login-codes', {});
  const [code, openid] = [String(login.code), String(login.openid)];
  stage.scripted.add(openid);
  const request = fetchRequest(recorded(stage, openid));
  const { token } = await createClient({ baseUrl: serverUrl, request }).createSession(code);
  const client = createClient({ baseUrl: serverUrl, request, token });

  async function order(productId: string): Promise<Prepaid> {
    const items = [{ productId, quantity: 1 }];
    const created = await client.createOrder({ items }, crypto.randomUUID());
    return client.prepay(created.id);
  }

  async function openCashier(requestPayment: Prepaid['requestPayment']) {
    const startedAtMs = Date.now();
    const opened = await askWechat(stage, 'cashiers', { openid, ...requestPayment });
    stage.onExchange({
      name: 'wx.requestPayment',
      openid,
      startedAtMs,
      durationMs: Date.now() - startedAtMs,
      request: {
        method: 'POST',
        url: `${serverUrl}/cashiers`,
        headers: {},
        body: JSON.stringify(requestPayment),
      },
      response: { status: 200, headers: {}, body: JSON.stringify(opened) },
    });
    if (opened.state !== 'open') throw new Error(String(opened.dialog ?? opened.errMsg));
    return async () => {
      await askWechat(stage, `cashiers/${String(opened.cashierId)}/choice`, { choice: 'pay' });
    };
  }

  async function pay({ requestPayment, templateIds = [] }: Prepaid): Promise<void> {
    const typePassword = await openCashier(requestPayment);
    await typePassword();
    for (const templateId of templateIds) {
      simulator.miniProgram.subscriptions.answer(openid, templateId, 'accept');
    }
  }

  return {
    openid,
    client,
    order,
    openCashier,
    pay,
    async buy(productId) {
      const prepaid = await order(productId);
      const { id, outTradeNo } = prepaid.order;
      const paid = stage.nextEvent('order.paid', outTradeNo);
      await pay(prepaid);
      await paid;
      return client.order(id, { confirm: true });
    },
  };
}

/** A `fetch` that also tells the flow, credentials masked. */
function recorded(stage: Stage, openid: string): typeof fetch {
  return async (input, init = {}) => {
    const startedAtMs = Date.now();
    const response = await fetch(input, init);
    const text = await response.clone().text();
    const exchange: Exchange = {
      name: 'wx.request',
      openid,
      startedAtMs,
      durationMs: Date.now() - startedAtMs,
      request: {
        method: init.method ?? 'GET',
        url: String(input),
        headers: {},
        body: typeof init.body === 'string' ? init.body : '',
      },
      response: {
        status: response.status,
        headers: {},
        body: text.replace(/("token"\s*:\s*)"[^"]*"/g, '$1"***"'),
      },
    };
    stage.onExchange(exchange);
    return response;
  };
}

/** What a phone asks of WeChat. */
async function askWechat(
  { simulator }: Stage,
  path: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await simulator.inject({
    method: 'POST',
    url: `/_simulator/${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return JSON.parse(answer.body) as Readonly<Record<string, unknown>>;
}
