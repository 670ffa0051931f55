import {
  constants,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { createSimulator, handClock, type Simulator } from '@yifen/simulator';

/** A request as it goes out. */
export interface Wire {
  readonly method: string;
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a wrong signature does differently from the right one. */
export interface Signing {
  readonly scheme?: string;
  readonly mchid?: string;
  readonly serial?: string;
  /** Of `Authorization`, and of the text unless that is given. */
  readonly timestamp?: string;
  /** The five lines in another form than the right one. */
  readonly text?: (lines: readonly string[]) => string;
  readonly key?: KeyObject;
  readonly hash?: string;
  readonly padding?: number;
  readonly encoding?: 'base64' | 'hex';
  /** Changes the header once it is written. */
  readonly header?: (header: string) => string;
}

/** A merchant that can do everything wrong, and what it has at WeChat. */
export interface MisusedShop {
  readonly simulator: Simulator;
  readonly openid: string;
  /** Numbers of orders in each state. */
  readonly unpaid: string;
  readonly paid: string;
  readonly closed: string;
  readonly refunded: string;
  /** Of the order `paid`. */
  readonly transactionId: string;
  /** Another merchant's key. */
  readonly strangersKey: KeyObject;
  /** Writes and signs a request; by default all of it is right. */
  wire(method: string, path: string, body?: unknown, signing?: Signing): Wire;
  send(wire: Wire): Promise<Answer>;
  /** A prepay body that is right. */
  order(changes?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** A refund body that is right. */
  refund(changes?: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

const NONCE = '593BEC0C930BF1AFEB40B4A08C8FB242';
export const PREPAY = '/v3/pay/transactions/jsapi';
export const REFUNDS = '/v3/refund/domestic/refunds';

/** Starts a simulator on a clock that stands still, and makes one order for each state. */
export async function startMisusedShop(): Promise<MisusedShop> {
  const clock = handClock(Date.parse('2026-03-05T12:00:00+08:00'));
  const simulator = await createSimulator({ clock, seed: 120 });
  const { merchant } = simulator;
  const { openid } = simulator.loginCode();
  const key = createPrivateKey(merchant.merchantPrivateKey);
  const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  let numbers = 0;

  function wire(method: string, path: string, body?: unknown, how: Signing = {}): Wire {
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    const timestamp = how.timestamp ?? String(clock.nowMs() / 1000);
    const lines = [method, path, timestamp, NONCE, text];
    const signed = how.text?.(lines) ?? lines.map((line) => `${line}\n`).join('');
    const { padding = constants.RSA_PKCS1_PADDING } = how;
    const signature = sign(how.hash ?? 'RSA-SHA256', Buffer.from(signed), {
      key: how.key ?? key,
      padding,
    }).toString(how.encoding ?? 'base64');
    const header =
      `${how.scheme ?? 'WECHATPAY2-SHA256-RSA2048'} mchid="${how.mchid ?? merchant.mchid}",nonce_str="${NONCE}",` +
      `signature="${signature}",timestamp="${timestamp}",serial_no="${how.serial ?? merchant.merchantSerial}"`;
    return {
      method,
      path,
      body: text,
      headers: {
        accept: 'application/json',
        'user-agent': 'misuse',
        ...(text === '' ? {} : { 'content-type': 'application/json' }),
        authorization: how.header?.(header) ?? header,
      },
    };
  }

  async function send({ method, path, body, headers }: Wire): Promise<Answer> {
    const answer = await simulator.inject({
      method: method as 'GET',
      url: path,
      headers: { ...headers },
      ...(body.length > 0 ? { body: typeof body === 'string' ? body : Buffer.from(body) } : {}),
    });
    const kept = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: answer.status,
      headers: new Headers(kept as [string, string][]),
      text: answer.body,
    };
  }

  const order = (changes: Readonly<Record<string, unknown>> = {}) => {
    numbers += 1;
    return {
      appid: merchant.appid,
      mchid: merchant.mchid,
      description: '一分钱的测试商品',
      out_trade_no: `M2026${String(numbers).padStart(6, '0')}`,
      notify_url: 'https://pay.example.com/notify',
      amount: { total: 100, currency: 'CNY' },
      payer: { openid },
      ...changes,
    };
  };
  async function placed(): Promise<string> {
    const body = order();
    await send(wire('POST', PREPAY, body));
    return String(body.out_trade_no);
  }
  const [unpaid, paid, closed, refunded] = [
    await placed(),
    await placed(),
    await placed(),
    await placed(),
  ];
  const act = (method: string, path: string, body: unknown) =>
    simulator.inject({ method: method as 'POST', url: path, body: JSON.stringify(body) });
  for (const number of [paid, refunded]) {
    const prepayId = simulator.order(number)?.prepayIds[0]?.id;
    const lines = [merchant.appid, String(clock.nowMs() / 1000), NONCE, `prepay_id=${prepayId}`];
    const signed = sign('RSA-SHA256', Buffer.from(lines.map((l) => `${l}\n`).join('')), key);
    const [, timeStamp, nonceStr, pack] = lines;
    const params = { timeStamp, nonceStr, package: pack, signType: 'RSA' };
    await act('POST', '/_simulator/payments', {
      openid,
      ...params,
      paySign: signed.toString('base64'),
    });
  }
  await send(
    wire('POST', `/v3/pay/transactions/out-trade-no/${closed}/close`, { mchid: merchant.mchid }),
  );
  const refund = (changes: Readonly<Record<string, unknown>> = {}) => {
    numbers += 1;
    return {
      out_trade_no: paid,
      out_refund_no: `R2026${String(numbers).padStart(6, '0')}`,
      amount: { refund: 1, total: 100, currency: 'CNY' },
      ...changes,
    };
  };
  await send(wire('POST', REFUNDS, refund({ out_trade_no: refunded, out_refund_no: 'R-FIRST' })));
  return {
    simulator,
    openid,
    unpaid,
    paid,
    closed,
    refunded,
    transactionId: simulator.order(paid)?.payment?.transaction_id ?? '',
    strangersKey,
    wire,
    send,
    order,
    refund,
  };
}
