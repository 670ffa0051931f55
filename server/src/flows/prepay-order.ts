import { firstPollAtMs, nextPollAtMs } from '../ledger/poll-slots.ts';
import {
  type Order,
  type Owner,
  PlatformFailure,
  type Ports,
  type RequestPaymentParams,
} from '../ports.ts';
import { askPayment } from './ask-payment.ts';
import { commitOrder, historyLine, readAgain } from './commit-order.ts';
import { findOwnOrder } from './find-own-order.ts';
import { Refusal } from './refusal.ts';
import { refusePlatformFailure } from './refuse-platform-failure.ts';
import { refuseUnpayable } from './refuse-unpayable.ts';

/** How long a prepay_id is used: WeChat's two hours less five minutes for the payer to type. */
export const PREPAY_LIFE_MS = (2 * 60 - 5) * 60_000;

/** An order and what `wx.requestPayment` takes for it. */
export interface PreparedPayment {
  readonly order: Order;
  readonly requestPayment: RequestPaymentParams;
}

/**
 * Makes a payer's order payable and signs the parameters of `wx.requestPayment`.
 *
 * @throws Refusal `not_found` and those of {@link preparePayment}
 */
export async function prepayOrder(
  ports: Ports,
  owner: Owner,
  id: string,
): Promise<PreparedPayment> {
  return preparePayment(ports, await findOwnOrder(ports, owner, id));
}

/**
 * Places an order at WeChat, or renews an old prepay with the same number, and signs.
 *
 * The intent is recorded before the call and the result after it, so that a crash in between, or an
 * answer that never comes, leaves an order that can be prepaid again and that the poll looks after.
 *
 * @throws Refusal `order_already_paid`, `order_closed`, `order_expired`, `order_disputed`,
 *   `wechat_refused`, `wechat_unavailable` (the order can be paid later), `order_busy`
 * @param how.isIntended The order was kept with the intent a moment ago: it is not recorded again. Default false.
 */
export async function preparePayment(
  ports: Ports,
  order: Order,
  { isIntended = false }: { readonly isIntended?: boolean } = {},
): Promise<PreparedPayment> {
  refuseUnpayable(order, ports.clock.nowMs());
  const prepaid = isFresh(order, ports.clock.nowMs())
    ? order
    : await placeAtWechat(ports, isIntended ? order : await recordIntent(ports, order));
  const requestPayment = await ports.platform.signPayment(prepaid);
  const { timeStamp, nonceStr } = requestPayment;
  ports.log.event('payment.signed', {
    orderId: prepaid.id,
    outTradeNo: prepaid.outTradeNo,
    signedText: `${prepaid.appid}\n${timeStamp}\n${nonceStr}\n${requestPayment.package}\n`,
  });
  return { order: prepaid, requestPayment };
}

async function placeAtWechat(ports: Ports, intended: Order): Promise<Order> {
  let prepayId: string;
  try {
    ({ prepayId } = await ports.platform.prepay(intended));
  } catch (error) {
    throw await refusePrepay(ports, intended, error);
  }
  const placed = await recordResult(ports, intended, prepayId);
  ports.log.event('order.prepaid', {
    orderId: placed.id,
    outTradeNo: placed.outTradeNo,
    amountFen: placed.amountFen,
  });
  return placed;
}

/** From here on WeChat may know the order: it is asked about, and closed at WeChat when it expires. */
async function recordIntent(ports: Ports, order: Order): Promise<Order> {
  const nowMs = ports.clock.nowMs();
  let current = order;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const patch = { askedAtMs: nowMs, ...movePoll(current, firstPollAtMs(current, nowMs)) };
    const intended = await commitOrder(ports, { before: current, patch });
    if (intended !== null) return intended;
    current = await readAgain(ports, order);
    refuseUnpayable(current, nowMs);
    // A second tap or a second device was here first: the same order, the same parameters. It may also have been the
    // poll, which records no intent.
    if (current.askedAtMs !== null) return current;
  }
  throw new Refusal('order_busy');
}

async function recordResult(ports: Ports, intended: Order, prepayId: string): Promise<Order> {
  const nowMs = ports.clock.nowMs();
  let current = intended;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const payable = { ...current, state: 'payable' as const, prepayId, prepaidAtMs: nowMs };
    const due = nextPollAtMs(payable, nowMs);
    const placed = await commitOrder(ports, {
      before: current,
      patch: {
        state: 'payable',
        prepayId,
        prepaidAtMs: nowMs,
        ...movePoll(current, due),
      },
      event: historyLine(current, 'prepay', nowMs, current.prepayId === null ? null : 'renewed'),
    });
    if (placed !== null) return placed;
    current = await readAgain(ports, intended);
    // Cancelled or paid meanwhile: the prepay_id is not handed out.
    refuseUnpayable(current, nowMs);
  }
  throw new Refusal('order_busy');
}

/**
 * A due time that is less than two seconds from where it should be stays: to move it would write all of the
 * order's indexes again.
 */
function movePoll(
  { nextPollAtMs: presentMs }: Order,
  dueMs: number | null,
): { readonly nextPollAtMs?: number | null } {
  const isNear = presentMs !== null && dueMs !== null && Math.abs(presentMs - dueMs) < 2_000;
  return isNear ? {} : { nextPollAtMs: dueMs };
}

/** WeChat's no is looked into: the order may be paid or closed there already. */
async function refusePrepay(ports: Ports, order: Order, error: unknown): Promise<unknown> {
  if (!(error instanceof PlatformFailure)) return error;
  ports.log.event('wechat.failed', {
    outTradeNo: order.outTradeNo,
    during: 'prepay',
    outcome: error.outcome,
    code: error.code,
    requestId: error.requestId,
  });
  if (error.outcome === 'refused') {
    const { order: asked } = await askPayment(ports, order);
    refuseUnpayable(asked, ports.clock.nowMs());
  }
  return refusePlatformFailure(error);
}

function isFresh(order: Order, nowMs: number): boolean {
  return (
    order.state === 'payable' &&
    order.prepayId !== null &&
    order.prepaidAtMs !== null &&
    nowMs - order.prepaidAtMs < PREPAY_LIFE_MS
  );
}
