import type { Fault, FaultKind, FaultOperation } from '../faults/fault.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import { flipBit } from '../faults/flip-bit.ts';
import { type SignatureFault, spoilSignature } from '../faults/spoil-signature.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import {
  type AnswerWorld,
  answerMerchant,
  bareAnswer,
  frequencyAnswer,
  gatewayAnswer,
  type MatchedRequest,
  type MerchantAnswer,
} from './answer-merchant.ts';
import type { Outcome, WireAnswer, WireRequest } from './wire.ts';

/** The world of the APIv3 surface. */
export interface SurfaceWorld extends AnswerWorld {
  readonly faults: FaultBoard;
  readonly flow: FlowLog;
}

/** Serves one request to the APIv3, with the faults that are on, and records both halves. */
export function serveMerchant(
  request: WireRequest,
  matched: MatchedRequest | 404 | 405,
  world: SurfaceWorld,
): Outcome {
  if (typeof matched === 'number') return { answer: bareAnswer(matched, world), delayMs: 0 };
  const name = matched.operation.name;
  const strike = (kind: FaultKind): Fault | undefined => world.faults.strike(kind, name);
  const record = createExchangeRecorder(request, matched, world);

  if (strike('request.lose') !== undefined) {
    record.lostRequest();
    return { delayMs: 0 };
  }
  const refused = refuseBefore(request, strike, world);
  if (refused !== undefined) {
    record.exchange({ ...refused, authenticated: false }, 'fault: nothing happened');
    return { answer: refused, delayMs: strike('answer.slow')?.delayMs ?? 0 };
  }
  if (strike('request.duplicate') !== undefined) {
    record.exchange(answerMerchant(request, matched, world), 'fault: the first of two arrivals');
  }
  const truth = answerMerchant(request, matched, world);
  const { answer, note } = spoilAnswer(truth, strike, world);
  const delayMs = strike('answer.slow')?.delayMs ?? 0;
  if (strike('answer.lose') !== undefined) {
    record.exchange(truth, 'fault: the answer was lost on its way');
    return { delayMs };
  }
  const cut = strike('answer.reset') !== undefined;
  record.exchange(answer, cut ? 'fault: the connection broke in the middle of the body' : note);
  return { answer, delayMs, cut, ...(truth.until === undefined ? {} : { until: truth.until }) };
}

/** The refusals that come from faults, before anything happened. */
function refuseBefore(
  request: WireRequest,
  strike: (kind: FaultKind) => Fault | undefined,
  world: SurfaceWorld,
): WireAnswer | undefined {
  const error = strike('request.error');
  if (error !== undefined) return gatewayAnswer(error.status ?? 500, world);
  return strike('request.frequency-limit') === undefined
    ? undefined
    : frequencyAnswer(request, world);
}

function spoilAnswer(
  truth: MerchantAnswer,
  strike: (kind: FaultKind) => Fault | undefined,
  world: SurfaceWorld,
): { answer: MerchantAnswer; note?: string } {
  const error = strike('answer.error');
  if (error !== undefined) {
    const { signedText: _, ...verdict } = truth;
    const answer = { ...verdict, ...gatewayAnswer(error.status ?? 500, world) };
    return { answer, note: 'fault: the effect stands' };
  }
  if (strike('answer.flip') !== undefined) {
    const body = flipBit(Buffer.from(truth.body), world.random);
    return { answer: { ...truth, body }, note: 'fault: one bit of the body was flipped' };
  }
  if (truth.signedText === undefined) return { answer: truth };
  for (const fault of ['tamper', 'probe', 'wrong-serial', 'unsigned'] satisfies SignatureFault[]) {
    if (strike(`answer.${fault}`) === undefined) continue;
    const headers = spoilSignature(truth.headers, fault, world.random);
    return { answer: { ...truth, headers }, note: `fault: signature ${fault}` };
  }
  return { answer: truth };
}

/** The numbers of WeChat's sequence diagram for the two halves of each exchange. */
const STEPS: Partial<
  Record<FaultOperation, { readonly request: number; readonly answer: number }>
> = {
  prepay: { request: 4, answer: 6 },
  query: { request: 21, answer: 22 },
};

interface ExchangeRecorder {
  lostRequest(): void;
  exchange(answer: MerchantAnswer, note?: string): void;
}

function createExchangeRecorder(
  request: WireRequest,
  matched: MatchedRequest,
  { flow, orders }: SurfaceWorld,
): ExchangeRecorder {
  const { name } = matched.operation;
  const outTradeNo = orderNumber(request, matched, orders);
  const order = outTradeNo === undefined ? {} : { outTradeNo };
  const steps = STEPS[name];
  const wire = {
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: request.headers['content-type']?.startsWith('multipart/')
      ? shownBody(request.body)
      : request.body.toString('utf8'),
  };
  const warning = PLAIN_NOTIFY_URL.test(wire.body) ? WARNING : {};
  const asked = { from: 'server', to: 'wechat', name: `${name}.request`, request: wire } as const;
  return {
    lostRequest() {
      flow.record({
        ...asked,
        ...order,
        step: steps?.request ?? null,
        outcome: 'failed',
        note: 'fault: the request was lost on its way',
      });
    },
    exchange(answer: MerchantAnswer, note?: string) {
      const { requestSignature: signature, status, headers, body, signedText } = answer;
      flow.record({
        ...asked,
        ...order,
        step: steps?.request ?? null,
        outcome: answer.authenticated ? 'ok' : 'refused',
        ...warning,
        ...(signature === undefined ? {} : { signature }),
      });
      if (name === 'prepay' && answer.authenticated && status === 200) {
        flow.record({
          ...order,
          step: 5,
          from: 'wechat',
          to: 'wechat',
          name: 'prepay.order',
          outcome: 'ok',
        });
      }
      const serial = headers['Wechatpay-Serial'];
      flow.record({
        ...order,
        step: steps?.answer ?? null,
        from: 'wechat',
        to: 'server',
        name: `${name}.answer`,
        outcome: status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed',
        response: { status, headers, body: shownBody(body) },
        ...(signedText === undefined || serial === undefined
          ? {}
          : { signature: { signedText, verified: null, serial } }),
        ...(note === undefined ? {} : { note }),
      });
    },
  };
}

function shownBody(body: string | Buffer): string {
  return typeof body === 'string' ? body : `(${body.length} bytes)`;
}

const PLAIN_NOTIFY_URL = /"notify_url"\s*:\s*"http:/;

/** The validator lets plain http pass, the rules do not. */
const WARNING = { note: 'warning: notify_url is plain http; WeChat demands https' };

function orderNumber(
  request: WireRequest,
  matched: MatchedRequest,
  orders: SurfaceWorld['orders'],
): string | undefined {
  const {
    combine_out_trade_no,
    out_trade_no = combine_out_trade_no,
    transaction_id,
  } = matched.path;
  if (out_trade_no !== undefined) return out_trade_no;
  if (transaction_id !== undefined) {
    return orders.findTransaction(transaction_id)?.request.out_trade_no;
  }
  const body = request.body.toString('utf8');
  const combined = /"combine_out_trade_no"\s*:\s*"([^"\\]{1,64})"/.exec(body);
  return (combined ?? /"out_trade_no"\s*:\s*"([^"\\]{1,64})"/.exec(body))?.[1];
}
