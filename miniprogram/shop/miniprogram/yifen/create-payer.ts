import { askMessages } from './ask-messages';
import { confirmOrder, confirmWaitsMs, readOrder } from './confirm-order';
import type { Api } from './create-api';
import { isSettled, judgePayment, type PayResult } from './judge-payment';
import type { Order, Prepaid } from './payer-api';
import type { PreparedPayments } from './prepared-payments';
import { type PaymentReturn, requestPayment } from './request-payment';
import type { System } from './system';
import { createUnsettledMark } from './unsettled-mark';
import type { WxPort } from './wx-port';
import { YifenError } from './yifen-error';

/** Pays orders, one attempt per order at a time. */
export interface Payer {
  pay(orderId: string): Promise<PayResult>;
  confirm(orderId: string): Promise<PayResult>;
  shown(): void;
  resume(): Promise<PayResult | null>;
}

/** How long a cashier that the payer has left may still call back. */
const callbackGraceMs = 3000;

const never: PaymentReturn = Object.freeze({ kind: 'never', detail: '' });

/** Creates the part of the library that moves money; see `Yifen` for what each function promises. */
export function createPayer(
  wx: WxPort,
  api: Api,
  system: System,
  prepared: PreparedPayments,
): Payer {
  const inFlight = new Map<string, Promise<PayResult>>();
  const openCashiers = new Set<() => void>();
  const mark = createUnsettledMark(wx);

  async function attempt(orderId: string): Promise<PayResult> {
    const prepaid = prepared.take(orderId) ?? (await prepay(api, orderId));
    if (!('requestPayment' in prepaid)) return settle(prepaid, true, never);
    mark.set(orderId);
    let asking = Promise.resolve();
    const returned = await openCashier(prepaid, () => {
      asking = askMessages(wx, system, prepaid.templateIds);
    });
    const order = await confirmOrder(api, system, orderId, confirmWaitsMs[returned.kind]);
    // The result must not push the question off the screen.
    await asking;
    return settle(order ?? prepaid.order, order !== null, returned);
  }

  /** Resolves with WeChat's callback or, when the payer is back without one, after a grace. */
  function openCashier(
    { requestPayment: params }: Prepaid,
    onOk: () => void,
  ): Promise<PaymentReturn> {
    return new Promise((resolve) => {
      const leave = () => {
        openCashiers.delete(leave);
        void system.wait(callbackGraceMs).then(() => resolve(never));
      };
      openCashiers.add(leave);
      void requestPayment(wx, params, onOk).then((returned) => {
        openCashiers.delete(leave);
        resolve(returned);
      });
    });
  }

  function settle(order: Order, confirmed: boolean, returned: PaymentReturn): PayResult {
    if (isSettled(order.state)) mark.clear(order.id);
    const { detail } = returned;
    return { ...judgePayment(order, confirmed, returned.kind), order, detail };
  }

  return Object.freeze({
    pay(orderId: string) {
      const running = inFlight.get(orderId);
      if (running) return running;
      const paying = attempt(orderId).finally(() => inFlight.delete(orderId));
      inFlight.set(orderId, paying);
      return paying;
    },
    async confirm(orderId: string) {
      const answer = await confirmOrder(api, system, orderId, confirmWaitsMs.ok);
      // Without any answer the last question is left to say why.
      return settle(answer ?? (await readOrder(api, orderId, true)), true, never);
    },
    shown() {
      for (const leave of [...openCashiers]) leave();
    },
    async resume() {
      const orderId = mark.get();
      if (orderId === '' || inFlight.has(orderId)) return null;
      try {
        const order = await readOrder(api, orderId, true);
        return isSettled(order.state) ? settle(order, true, never) : null;
      } catch (error) {
        // Not this payer's order (another account on this phone): there is nothing to resume.
        if (error instanceof YifenError && error.kind === 'refused') mark.clear(orderId);
        return null;
      }
    },
  });
}

/** The signed parameters, or the order when it can no longer be paid: it may be paid already. */
async function prepay(api: Api, orderId: string): Promise<Prepaid | Order> {
  try {
    return await api<Prepaid>('POST', `/v1/orders/${encodeURIComponent(orderId)}/prepay`);
  } catch (error) {
    if (!(error instanceof YifenError) || error.kind !== 'refused') throw error;
    const order = await readOrder(api, orderId, true);
    if (isSettled(order.state)) return order;
    throw error;
  }
}
