import { createPayDesk } from './control/pay-desk.ts';
import { drawHold } from './faults/draw-hold.ts';
import { drawRefundFate } from './faults/draw-refund-fate.ts';
import { createFaultBoard } from './faults/fault-board.ts';
import { spoilTradeDay } from './faults/spoil-trade-day.ts';
import { createPushSender } from './http/mini-program/push-sender.ts';
import { createNotificationSender } from './http/notification-sender.ts';
import { createBillRoom } from './platform/bill-room.ts';
import { createCashier } from './platform/cashier.ts';
import { createCombineBook } from './platform/combine-book.ts';
import { combineSales } from './platform/combine-order.ts';
import { createComplaintRoom } from './platform/complaint-room.ts';
import { createFlowLog } from './platform/flow-log.ts';
import { createFunds } from './platform/funds.ts';
import { createIdentity } from './platform/identity.ts';
import { openKeyRoom } from './platform/key-room.ts';
import { createMask } from './platform/mask-secrets.ts';
import type { SimulatorMaterial } from './platform/material.ts';
import { createMediaRoom } from './platform/media-room.ts';
import { createMemory } from './platform/memory.ts';
import { createMiniProgramPlatform } from './platform/mini-program/create-mini-program-platform.ts';
import { createNotifier } from './platform/notifier.ts';
import { createOrderBook } from './platform/order-book.ts';
import { combineNotice, paymentNotice } from './platform/payment-notice.ts';
import { createReceiptRoom } from './platform/receipt-room.ts';
import { createRefundBook } from './platform/refund-book.ts';
import { refundNotice } from './platform/refund-notice.ts';
import type { Rsa } from './platform/rsa-signature.ts';
import { type Sale, saleOf } from './platform/sale.ts';
import { createSalesBook } from './platform/sales-book.ts';
import type { SeededRandom } from './platform/seeded-random.ts';
import { createSharingBook } from './platform/sharing-book.ts';
import { sharingNotice } from './platform/sharing-notice.ts';
import type { SimulatorClock } from './platform/simulated-clock.ts';
import { subMerchantOf } from './platform/sub-merchant.ts';
import { transferNotice } from './platform/transfer.ts';
import { createTransferBook } from './platform/transfer-book.ts';
import type { Variants } from './platform/variants.ts';
import type { System } from './system.ts';

/** What one simulated WeChat Pay is made from. */
export interface WorldParts {
  readonly material: SimulatorMaterial;
  readonly random: SeededRandom;
  readonly clock: SimulatorClock;
  readonly variants: Variants;
  readonly deliver: System['deliver'];
  readonly rsa: Rsa;
  readonly compress: System['compress'];
  /** How long the receiver of a notification may take, in milliseconds of the machine's time. */
  readonly notificationTimeoutMs: number;
  /** Hears of each planned work that was carried out. */
  readonly onWorked: () => void;
}

/** Everything that stands behind the routes. */
export type World = ReturnType<typeof createWorld>;

/** Puts the rooms together: orders tell the notifier, the cashier takes the money, the record sees it all. */
export function createWorld(parts: WorldParts) {
  const { material, random, clock, variants } = parts;
  const merchant = Object.freeze({
    ...material.merchant,
    subMerchant: subMerchantOf(material.merchant),
  });
  const { nowMs, wallMs } = clock;
  const memory = createMemory(clock, parts.onWorked);
  memory.own('random', random.state, random.resume);
  const keys = openKeyRoom(material, {
    memory,
    random,
    nowMs,
    generateRsaKeyPair: parts.rsa.generateKeyPair,
    sign: parts.rsa.sign,
  });
  const faults = createFaultBoard(random, memory);
  const flow = createFlowLog(
    nowMs,
    createMask(() => [merchant.appSecret, merchant.subMerchant.appSecret, ...keys.apiV3Keys()]),
  );
  const identity = createIdentity({
    memory,
    apps: [merchant, merchant.subMerchant],
    nowMs,
    random,
    variants,
  });
  const forwarding = memory.cell<string | undefined>('notifications.forwarding', undefined);
  const notifier = createNotifier({
    memory,
    clock,
    random,
    apiV3Key: keys.apiV3Key,
    hold: () => drawHold(faults),
    repeats: () => faults.strike('notification.twice') !== undefined,
    send: createNotificationSender({
      forwarding,
      keys,
      random,
      faults,
      flow,
      wallMs,
      deliver: parts.deliver,
      timeoutMs: parts.notificationTimeoutMs,
    }),
  });
  const funds = createFunds(nowMs, memory);
  const sales = createSalesBook(merchant.mchid, funds, memory);
  const refunds = createRefundBook({
    memory,
    clock,
    random,
    variants,
    mchid: merchant.mchid,
    sales,
    funds,
    drawFate: () => drawRefundFate(faults),
    onSettled(refund) {
      const notice = refundNotice(refund, merchant.mchid, variants);
      return notice === undefined ? undefined : notifier.notify(notice);
    },
  });
  const bills = createBillRoom({
    memory,
    nowMs,
    random,
    variants,
    merchant,
    sales,
    refunds,
    funds,
    isLate: () => faults.strike('bill.late') !== undefined,
    tell: (day) => spoilTradeDay(faults, day),
    compress: parts.compress,
  });
  const miniProgram = createMiniProgramPlatform({
    memory,
    appid: merchant.appid,
    clock,
    random,
    identity,
    sales,
    isRefunded: refunds.touches,
    sendPush: createPushSender({
      flow,
      deliver: parts.deliver,
      timeoutMs: parts.notificationTimeoutMs,
    }),
  });
  const takeSale = (sale: Sale) => {
    sales.add(sale);
    miniProgram.shipping.watch(sale);
  };
  const orders = createOrderBook({
    memory,
    merchant,
    nowMs,
    random,
    variants,
    ownsOpenid: identity.ownsOpenid,
    openidUnder: identity.openidUnder,
    isRefunded: refunds.touches,
    isTaken: (outTradeNo) => combined.hasPart(outTradeNo),
    paysLate: () => faults.strike('payment.after-close') !== undefined,
    onPaid(order, payment) {
      takeSale(saleOf(order, payment));
      notifier.notify(paymentNotice(order));
    },
  });
  const sharingNotifyUrl = memory.cell<string | undefined>('sharing.notifyUrl', undefined);
  const sharing = createSharingBook({
    memory,
    clock,
    random,
    variants,
    mchid: merchant.mchid,
    sales,
    funds,
    refundedFen: ({ transaction_id }) => refunds.refundedFen(transaction_id),
    drawFailure: () =>
      faults.strike('profit-sharing.close') === undefined ? undefined : 'ACCOUNT_ABNORMAL',
    onShared(share, part) {
      const notice = sharingNotice(share, part, merchant.mchid, sharingNotifyUrl.value);
      if (notice !== undefined) notifier.notify(notice);
    },
  });
  const transfers = createTransferBook({
    memory,
    clock,
    random,
    merchant,
    funds,
    ownsOpenid: identity.ownsOpenid,
    onFinished(transfer) {
      const notice = transferNotice(transfer, merchant.mchid, variants);
      if (notice !== undefined) notifier.notify(notice);
    },
  });
  const complaints = createComplaintRoom({ nowMs, random, notify: notifier.notify, memory });
  const combined = createCombineBook({
    memory,
    merchant,
    nowMs,
    random,
    variants,
    ownsOpenid: identity.ownsOpenid,
    isRefunded: refunds.touches,
    isTaken: (outTradeNo) => orders.find(outTradeNo) !== undefined,
    onPaid(order, payment) {
      for (const sale of combineSales(order, payment)) takeSale(sale);
      notifier.notify(combineNotice(order));
    },
  });
  const { mchid, appid } = merchant;
  const find = (handle: string) => orders.findPayable(handle) ?? combined.findPayable(handle);
  const till = { find, verifyMerchant: keys.merchantCertificates.verify, mchid, appid, variants };
  const cashier = createCashier({ till, nowMs, random, memory });
  const payDesk = createPayDesk({ cashier, faults, flow });
  return Object.freeze({
    merchant,
    memory,
    forwarding,
    clock,
    random,
    wallMs,
    keys,
    faults,
    flow,
    identity,
    notifier,
    orders,
    combined,
    funds,
    sales,
    refunds,
    bills,
    transfers,
    receipts: createReceiptRoom({ nowMs, random, memory }),
    complaints,
    sharing,
    /** Where a receiver of a profit sharing is told of it; nowhere by default. */
    setSharingNotifyUrl(url: string | undefined) {
      sharingNotifyUrl.value = url;
    },
    media: createMediaRoom(random, memory),
    miniProgram,
    cashier,
    payDesk,
  });
}
