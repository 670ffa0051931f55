import { drawChoice } from '../faults/draw-choice.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import type { Cashier, CashierVisit } from '../platform/cashier.ts';
import type { FlowActor, NewFlowEvent } from '../platform/flow-event.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import type {
  AppParams,
  CashierAnswer,
  PayerChoice,
  PaymentCall,
  PaymentParams,
  PaymentResult,
} from '../platform/payment-params.ts';

/** What the pay desk stands on. */
export interface PayDeskParts {
  readonly cashier: Cashier;
  readonly faults: FaultBoard;
  readonly flow: FlowLog;
}

/** The cashier with its steps (10–15) recorded: what phones and tests talk to. */
export interface PayDesk {
  /** Opens the sheet or refuses; the payer's choice comes later. */
  open(call: PaymentCall): CashierAnswer;
  /** `undefined` when there is no such open sheet. */
  choose(cashierId: string, choice: PayerChoice): PaymentResult | undefined;
  /** Opens the sheet and makes the choice (`pay` by default) in one go. */
  pay(call: PaymentCall, choice?: PayerChoice): PaymentResult;
}

/** Creates the pay desk. */
export function createPayDesk({ cashier, faults, flow }: PayDeskParts): PayDesk {
  function enter(given: PaymentCall): CashierVisit {
    const tampered = signs(given) && faults.strike('payment.tamper') !== undefined;
    const call = tampered ? tamperWith(given) : given;
    const banned = !('app' in call || 'link' in call) && faults.strike('payment.banned');
    const dialog = faults.strike('payment.dialog');
    const visit = cashier.open(call, {
      banned: Boolean(banned),
      ...(dialog === undefined ? {} : { dialog: dialog.dialog ?? RESTRICTED }),
    });
    const note = tampered ? 'fault: one character of paySign was changed' : undefined;
    for (const event of openingEvents(visit, call, note)) flow.record(event);
    return visit;
  }

  function choose(cashierId: string, wish: PayerChoice): PaymentResult | undefined {
    const choice = wish === 'pay' ? drawChoice(faults) : wish;
    const visit = cashier.choose(cashierId, choice);
    if (visit === undefined) return undefined;
    for (const event of choiceEvents(visit)) flow.record(event);
    return resultOf(visit);
  }

  return Object.freeze({
    choose,
    open(call: PaymentCall): CashierAnswer {
      const visit = enter(call);
      return visit.state === 'refused' || visit.sheet === undefined
        ? { state: 'refused', ...resultOf(visit) }
        : { state: 'open', cashierId: visit.id, sheet: visit.sheet };
    },
    pay(call: PaymentCall, choice: PayerChoice = 'pay') {
      const visit = enter(call);
      return (visit.state === 'open' ? choose(visit.id, choice) : undefined) ?? resultOf(visit);
    },
  });
}

/** What a merchant under restriction has its payers read. */
const RESTRICTED = '此商家的收款功能已被限制，暂无法支付。';

function resultOf({ errMsg, dialog, errno, errCode }: CashierVisit): PaymentResult {
  return {
    errMsg,
    ...(dialog === undefined ? {} : { dialog }),
    ...(errno === undefined ? {} : { errno }),
    ...(errCode === undefined ? {} : { errCode }),
  };
}

/** A call by link carries no signature. */
function signs(call: PaymentCall): call is PaymentParams | AppParams {
  return !('link' in call);
}

function tamperWith(call: PaymentParams | AppParams): PaymentCall {
  if (!('app' in call)) return { ...call, paySign: tamper(call.paySign) };
  return { ...call, app: { ...call.app, sign: tamper(call.app.sign) } };
}

/** Changes a character in the middle, where every bit of base64 counts. */
function tamper(paySign: unknown): unknown {
  if (typeof paySign !== 'string') return paySign;
  const at = Math.floor(paySign.length / 2);
  return `${paySign.slice(0, at)}${paySign[at] === 'A' ? 'B' : 'A'}${paySign.slice(at + 1)}`;
}

function openingEvents(
  visit: CashierVisit,
  call: PaymentCall,
  note: string | undefined,
): NewFlowEvent[] {
  const refused = visit.state === 'refused';
  const check: NewFlowEvent = {
    ...step(visit, 10, 'mini-program', 'wechat', 'cashier.check'),
    outcome: refused ? 'refused' : 'ok',
    request: { method: 'wx', url: callName(call), body: givenText(call) },
    ...(visit.signature === undefined ? {} : { signature: visit.signature }),
    ...(visit.dialog === undefined ? {} : { dialog: visit.dialog }),
    ...(note === undefined ? {} : { note }),
  };
  if (refused) return [check, returned(visit)];
  return [check, { ...step(visit, 11, 'wechat', 'payer', 'cashier.open'), outcome: 'ok' }];
}

function callName(call: PaymentCall): string {
  if ('app' in call) return 'WXApi.sendReq(PayReq)';
  return 'link' in call ? 'link' : 'wx.requestPayment';
}

function givenText(call: PaymentCall): string {
  if ('app' in call) return JSON.stringify(call.app);
  if ('link' in call) return JSON.stringify({ link: call.link });
  const { openid: _, appid: __, ...given } = call;
  return JSON.stringify(given);
}

function choiceEvents(visit: CashierVisit): NewFlowEvent[] {
  const outcome = visit.paid || visit.choice?.startsWith('pay') ? 'ok' : 'refused';
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
