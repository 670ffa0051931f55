import type { Order, OrderState, System, WxPort } from '../shop/miniprogram/yifen/index';

/** One request as the library sent it. */
export interface Sent {
  method: string;
  path: string;
  body: unknown;
  token: string | undefined;
  idempotencyKey: string | undefined;
}

/** An answer, or the errMsg of a request that got none. */
export type Reply = { status: number; data: unknown } | { fail: string; errno?: number };

/** What the cashier calls back with; null when it never does. */
export type Cashier = (
  params: WechatMiniprogram.RequestPaymentOption,
) => Record<string, unknown> | null;

/** A phone whose WeChat and server say what the test tells them to. */
export interface FakePhone {
  wx: WxPort;
  sent: Sent[];
  storage: Map<string, unknown>;
  logins: number;
  payments: WechatMiniprogram.RequestPaymentOption[];
  /** Resolves when the first cashier opens. */
  opened: Promise<void>;
}

/** A `wx` of the library's port type, backed by functions of the test. */
export function fakePhone(
  serve: (request: Sent) => Reply | Promise<Reply>,
  cashier: Cashier = () => ({ errMsg: 'requestPayment:ok' }),
): FakePhone {
  const storage = new Map<string, unknown>();
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const phone: FakePhone = { wx: {} as WxPort, sent: [], storage, logins: 0, payments: [], opened };
  const wx = {
    login({ success }: WechatMiniprogram.LoginOption) {
      phone.logins += 1;
      const code = `code-${phone.logins}`;
      queueMicrotask(() => success?.({ code, errMsg: 'login:ok' }));
    },
    request(option: WechatMiniprogram.RequestOption) {
      const header = option.header ?? {};
      const request: Sent = {
        method: option.method ?? 'GET',
        path: option.url.replace('https://pay.example.com', ''),
        body: typeof option.data === 'string' ? JSON.parse(option.data) : option.data,
        token: header.authorization?.replace('Bearer ', ''),
        idempotencyKey: header['idempotency-key'],
      };
      phone.sent.push(request);
      void Promise.resolve(serve(request)).then((reply) => {
        if ('fail' in reply) {
          option.fail?.({ errMsg: reply.fail, errno: reply.errno ?? 600003 } as never);
          return;
        }
        const { status: statusCode, data } = reply;
        const rest = { header: {}, cookies: [], errMsg: 'request:ok' };
        option.success?.({ ...rest, statusCode, data } as never);
      });
    },
    requestPayment(option: WechatMiniprogram.RequestPaymentOption) {
      phone.payments.push(option);
      open();
      const result = cashier(option);
      if (result === null) return;
      queueMicrotask(() => {
        const ok = result.errMsg === 'requestPayment:ok';
        if (result.errMsg !== 'requestPayment:cancel') {
          (ok ? option.success : option.fail)?.(result as never);
        }
        option.complete?.(result as never);
      });
    },
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => storage.set(key, value),
    removeStorageSync: (key: string) => storage.delete(key),
  };
  phone.wx = wx as unknown as WxPort;
  return phone;
}

/** A system whose waits pass at once and are written down; its time stands still, its texts are `key-1`, `key-2`, … */
export function fakeSystem(): System & { waits: number[] } {
  const waits: number[] = [];
  let texts = 0;
  return {
    waits,
    async wait(ms) {
      waits.push(ms);
    },
    nowMs: () => 0,
    uniqueText() {
      texts += 1;
      return `key-${texts}`;
    },
  };
}

/** An order of one tin of tea, in this state. */
export function orderIn(state: OrderState, id = 'ord_1'): Order {
  return {
    id,
    outTradeNo: 'Y20261123000001',
    state,
    amountFen: 12_800,
    description: '明前龙井',
    items: [{ productId: 'longjing-250g', name: '明前龙井', quantity: 1, priceFen: 12_800 }],
    createdAt: '2026-11-23T10:00:00+08:00',
    expiresAt: '2026-11-23T10:15:00+08:00',
    ...(state === 'paid' ? { paidAt: '2026-11-23T10:01:00+08:00' } : {}),
  };
}

/** A problem answer as the server writes it. */
export function problem(status: number, code: string, title: string): Reply {
  const data = { type: 'about:blank', code, title, titleEn: code, status, requestId: 'req-1' };
  return { status, data };
}
