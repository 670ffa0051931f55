import type { FaultBoard } from '../faults/fault-board.ts';
import type { Cashier, CashierVisit } from '../platform/cashier.ts';
import type { FlowActor, NewFlowEvent } from '../platform/flow-event.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import type { SimulatorMerchant } from '../platform/merchant.ts';
import type { OrderBook } from '../platform/order-book.ts';
import type {
  CashierAnswer,
  PayerChoice,
  PaymentParams,
  PaymentResult,
} from '../platform/payment-params.ts';

/** What the pay desk stands on. */
export interface PayDeskParts {
  readonly cashier: Cashier;
  readonly orders: OrderBook;
  readonly merchant: SimulatorMerchant;
  readonly faults: FaultBoard;
  readonly flow: FlowLog;
}

/** The cashier with its steps (10–15) recorded: what phones and tests talk to. */
export interface PayDesk {
  /** Opens the sheet or refuses; the payer's choice comes later. */
  open(params: PaymentParams): CashierAnswer;
  /** `undefined` when there is no such open sheet. */
  choose(cashierId: string, choice: PayerChoice): PaymentResult | undefined;
  /** Opens the sheet and makes the choice (`pay` by default) in one go. */
  pay(params: PaymentParams, choice?: PayerChoice): PaymentResult;
}

/** Creates the pay desk. */
export function createPayDesk({ cashier, orders, merchant, faults, flow }: PayDeskParts): PayDesk {
  function enter(given: PaymentParams): CashierVisit {
    const tampered = faults.strike('payment.tamper') !== undefined;
    const params = tampered ? { ...given, paySign: tamper(given.paySign) } : given;
    const visit = cashier.open(params, faults.strike('payment.banned') !== undefined);
    const note = tampered ? 'fault: one character of paySign was changed' : undefined;
    for (const event of openingEvents(visit, params, note)) flow.record(event);
    return visit;
  }

  function choose(cashierId: string, choice: PayerChoice): PaymentResult | undefined {
    const visit = cashier.choose(cashierId, choice);
    if (visit === undefined) return undefined;
    for (const event of choiceEvents(visit)) flow.record(event);
    return resultOf(visit);
  }

  return Object.freeze({
    choose,
    open(params: PaymentParams): CashierAnswer {
      const visit = enter(params);
      const request = orders.find(visit.outTradeNo ?? '')?.request;
      if (visit.state === 'refused' || request === undefined) {
        return { state: 'refused', ...resultOf(visit) };
      }
      const { description } = request;
      const sheet = { merchantName: merchant.name, amountFen: request.amount.total, description };
      return { state: 'open', cashierId: visit.id, sheet };
    },
    pay(params: PaymentParams, choice: PayerChoice = 'pay') {
      const visit = enter(params);
      return (visit.state === 'open' ? choose(visit.id, choice) : undefined) ?? resultOf(visit);
    },
  });
}

function resultOf({ errMsg, dialog, errno }: CashierVisit): PaymentResult {
  return {
    errMsg,
    ...(dialog === undefined ? {} : { dialog }),
    ...(errno === undefined ? {} : { errno }),
  };
}

/** Changes a character in the middle, where every bit of base64 counts. */
function tamper(paySign: unknown): unknown {
  if (typeof paySign !== 'string') return paySign;
  const at = Math.floor(paySign.length / 2);
  return `${paySign.slice(0, at)}${paySign[at] === 'A' ? 'B' : 'A'}${paySign.slice(at + 1)}`;
}

function openingEvents(
  visit: CashierVisit,
  params: PaymentParams,
  note: string | undefined,
): NewFlowEvent[] {
  const { openid: _, appid: __, ...given } = params;
  const refused = visit.state === 'refused';
  const check: NewFlowEvent = {
    ...step(visit, 10, 'mini-program', 'wechat', 'cashier.check'),
    outcome: refused ? 'refused' : 'ok',
    request: { method: 'wx', url: 'wx.requestPayment', body: JSON.stringify(given) },
    ...(visit.signature === undefined ? {} : { signature: visit.signature }),
    ...(visit.dialog === undefined ? {} : { dialog: visit.dialog }),
    ...(note === undefined ? {} : { note }),
  };
  if (refused) return [check, returned(visit)];
  return [check, { ...step(visit, 11, 'wechat', 'payer', 'cashier.open'), outcome: 'ok' }];
}

function choiceEvents(visit: CashierVisit): NewFlowEvent[] {
  const outcome = visit.choice === 'cancel' || visit.choice === 'kill' ? 'refused' : 'ok';
  const choice: NewFlowEvent = {
    ...step(visit, 12, 'payer', 'mini-program', 'cashier.choice'),
    outcome,
    note: visit.choice ?? '',
  };
  if (outcome === 'refused') return [choice, returned(visit)];
  const settled = visit.paid ? 'ok' : 'refused';
  return [
    choice,
    { ...step(visit, 13, 'mini-program', 'wechat', 'cashier.authorise'), outcome: 'ok' },
    {
      ...step(visit, 14, 'wechat', 'wechat', 'payment.settle'),
      outcome: settled,
      ...(visit.dialog === undefined ? {} : { dialog: visit.dialog }),
    },
    returned(visit),
  ];
}

function returned(visit: CashierVisit): NewFlowEvent {
  return {
    ...step(visit, 15, 'wechat', 'mini-program', 'cashier.return'),
    outcome: visit.errMsg?.endsWith(':ok') ? 'ok' : 'refused',
    note: visit.errMsg ?? 'wx.requestPayment never calls back: WeChat was killed',
    ...(visit.dialog === undefined ? {} : { dialog: visit.dialog }),
  };
}

function step(
  { outTradeNo }: CashierVisit,
  number: number,
  from: FlowActor,
  to: FlowActor,
  name: string,
): Omit<NewFlowEvent, 'outcome'> {
  return { step: number, from, to, name, ...(outTradeNo === undefined ? {} : { outTradeNo }) };
}
