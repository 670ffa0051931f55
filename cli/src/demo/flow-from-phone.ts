/** Puts what the mini-program does with the world at its places in WeChat's sequence diagram. */
import type { Exchange } from '@yifen/phone';
import type { NewFlowEvent } from '@yifen/simulator';

/** Turns exchanges into events; remembers which number belongs to which order. */
export type FlowFromPhone = (exchange: Exchange) => readonly NewFlowEvent[];

/** How many orders are remembered. */
const remembered = 10_000;

/** Creates the translation; `shiftMs` is what to add to the machine's time. */
export function createFlowFromPhone(shiftMs: () => number = () => 0): FlowFromPhone {
  const numbers = new Map<string, string>();
  const learn = (key: string | undefined, outTradeNo: string): void => {
    if (key === undefined) return;
    numbers.set(key, outTradeNo);
    const oldest = numbers.keys().next();
    if (numbers.size > remembered && !oldest.done) numbers.delete(oldest.value);
  };

  return (exchange) => {
    const order = readOrder(exchange.response?.body);
    if (order !== null) {
      learn(order.id, order.outTradeNo);
      learn(/"package"\s*:\s*"([^"]+)"/.exec(exchange.response?.body ?? '')?.[1], order.outTradeNo);
    }
    const outTradeNo = order?.outTradeNo ?? numbers.get(keyOf(exchange));
    const known = outTradeNo === undefined ? {} : { outTradeNo };
    return placeOf(exchange, order).map((event) => ({
      ...event,
      ...known,
      atMs: (event.atMs ?? exchange.startedAtMs) + shiftMs(),
    }));
  };
}

interface ReadOrder {
  readonly id: string;
  readonly outTradeNo: string;
  readonly state: string;
}

/** The one order of an answer, bare or as `order`; a list of orders is not one. */
function readOrder(body: string | undefined): ReadOrder | null {
  const value = parse(body ?? '');
  const order = isObject(value?.order) ? value.order : value;
  const { id, outTradeNo, state } = order ?? {};
  return typeof id === 'string' && typeof outTradeNo === 'string' && typeof state === 'string'
    ? { id, outTradeNo, state }
    : null;
}

/** What an exchange names its order by: the id in the address, or the package that is paid. */
function keyOf({ name, request }: Exchange): string {
  if (name === 'wx.requestPayment') return String(parse(request.body)?.package ?? '');
  return decodeURIComponent(/\/v1\/orders\/([^/?]+)/.exec(request.url)?.[1] ?? '');
}

const toServer = { from: 'mini-program', to: 'server' } as const;
const toPhone = { from: 'server', to: 'mini-program' } as const;

function placeOf(exchange: Exchange, order: ReadOrder | null): NewFlowEvent[] {
  const { name, request, response } = exchange;
  // The simulator records these itself, with what it thought of them; a phone number is nobody's business.
  if (name === 'wx.login' || name === 'wx.requestPayment.choice') return [];
  if (name === 'getPhoneNumber') return [];
  const outcome = outcomeOf(exchange);
  const answer = response === null ? {} : { response };
  const answeredAtMs = exchange.startedAtMs + exchange.durationMs;
  if (name === 'wx.requestPayment') {
    const outcome = response === null ? 'failed' : 'ok';
    return [{ step: 9, from: 'mini-program', to: 'wechat', name, outcome, request, ...answer }];
  }
  const path = new URL(request.url).pathname;
  const call = `${request.method} ${path.replace(/(\/v1\/orders\/)[^/]+/, '$1{id}')}`;
  const asked = { ...toServer, name: call, outcome: 'ok', request } as const;
  const answered = { ...toPhone, name: call, outcome, ...answer, atMs: answeredAtMs } as const;
  switch (call) {
    case 'POST /v1/sessions':
      return [{ ...asked, ...answer, outcome, step: 0 }];
    case 'POST /v1/orders':
      return [
        { step: 1, from: 'payer', to: 'mini-program', name: 'tap', outcome: 'ok' },
        ...(wantsPrepay(request.body)
          ? [
              { ...asked, step: 2 },
              { ...answered, step: isPrepaid(response?.body) ? 8 : null },
            ]
          : [{ ...asked, ...answer, outcome, step: 2 }]),
      ];
    case 'POST /v1/orders/{id}/prepay':
      return [
        { ...asked, step: 2 },
        { ...answered, step: 8 },
      ];
    case 'GET /v1/orders/{id}':
      return [
        { ...asked, step: 19 },
        { ...answered, step: 20 },
        ...(order?.state === 'paid' ? [shown(answeredAtMs)] : []),
      ];
    default:
      return [{ ...asked, ...answer, outcome, step: null }];
  }
}

/** Was the order to be prepaid by the same request? */
function wantsPrepay(body: string): boolean {
  return parse(body)?.prepay === true;
}

function isPrepaid(body: string | undefined): boolean {
  return isObject(parse(body ?? '')?.requestPayment);
}

/** The mini-program draws what it was answered; nothing travels any more. */
function shown(atMs: number): NewFlowEvent {
  return {
    step: 23,
    from: 'mini-program',
    to: 'payer',
    name: 'result',
    outcome: 'ok',
    note: 'paid',
    atMs,
  };
}

function outcomeOf({ response }: Exchange): NewFlowEvent['outcome'] {
  if (response === null || response.status >= 500) return 'failed';
  return response.status >= 400 ? 'refused' : 'ok';
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
