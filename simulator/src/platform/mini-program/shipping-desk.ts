/* Its lines are one desk: what is known of a shipment, and everything that changes it, in one closure. */
import type { Memory } from '../memory.ts';
import type { Sale } from '../sale.ts';
import type { SimulatorClock } from '../simulated-clock.ts';
import { nextShipment } from './next-shipment.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import {
  autoConfirmAtMs,
  type OrderKey,
  type OrderState,
  type Shipment,
  shippingState,
} from './shipment.ts';
import type { CombinedInput, UploadInput } from './shipping-fields.ts';

/** What shipping management does at this merchant. */
export interface ShippingSettings {
  /** Whether the service is opened; its calls are refused with 48001 otherwise. */
  readonly managed: boolean;
  /** Whether every merchant number has confirmed the settlement notice. */
  readonly confirmed: boolean;
  /** How long after its payment an order is not known here yet (10060001). */
  readonly syncDelayMs: number;
}

/** A payment and what is known of its shipping. */
export interface ShippingCase {
  readonly sale: Sale;
  readonly shipment: Shipment | undefined;
  readonly state: OrderState;
  readonly inComplaint: boolean;
}

/** What the shipping desk stands on. */
export interface ShippingDeskParts {
  readonly memory: Memory;
  readonly clock: SimulatorClock;
  readonly sales: {
    byTransaction(transactionId: string): Sale | undefined;
    byNumber(outTradeNo: string): Sale | undefined;
    list(): readonly Sale[];
    ownerOf(sale: Sale): string;
  };
  readonly isRefunded: (transactionId: string) => boolean;
  /** Tells the merchant of an event of shipping management. */
  readonly push: (event: string, openid: string, fields: Readonly<Record<string, unknown>>) => void;
}

/**
 * The truth about shipping: 1 to be shipped, 2 shipped, 3 receipt confirmed, 4 completed (the money is free), 5 refunded,
 * 6 waiting for settlement because of a complaint.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/business-capabilities/order-shipping/order-shipping.html
 */
export interface ShippingDesk {
  settings(): ShippingSettings;
  change(settings: Partial<ShippingSettings>): void;
  /** A payment was taken: its reminder is planned. */
  watch(sale: Sale): void;
  /** @throws PlatformRefusal */
  upload(appid: string, input: UploadInput): void;
  /** All orders of it or none. @throws PlatformRefusal */
  uploadCombined(appid: string, input: CombinedInput): void;
  /** @throws PlatformRefusal 10060001 */
  find(appid: string, key: OrderKey): ShippingCase;
  list(appid: string): readonly ShippingCase[];
  /** The courier delivered: the user is reminded, once. @throws PlatformRefusal */
  remindReceipt(appid: string, key: OrderKey, receivedAtSeconds: number): void;
  /** Puts the reminder of an unshipped payment off. @throws PlatformRefusal */
  postpone(appid: string, transactionId: string, untilMs: number): void;
  /** The user confirms receipt; what `weappOrderConfirm` reports. */
  confirm(openid: string, key: OrderKey): 'success' | 'cancel' | 'fail' | 'unknown';
  /** Opens or ends a complaint: settlement waits while one is open. */
  setComplaint(transactionId: string, open: boolean): void;
}

const HOUR_MS = 3_600_000;
/** From confirmation to settlement; the documents say "at once". */
const SETTLEMENT_MS = 60_000;

/** Creates a desk on which nothing was shipped. */
export function createShippingDesk(parts: ShippingDeskParts): ShippingDesk {
  const { clock, sales, isRefunded, memory } = parts;
  const shipments = memory.map<string, Shipment>('shipments');
  const complaints = memory.set<string>('shipments.complaints');
  const remindAtMs = memory.map<string, number>('shipments.remindAtMs');
  const settings = memory.cell<ShippingSettings>('shipments.settings', {
    managed: true,
    confirmed: true,
    syncDelayMs: 5000,
  });
  const everShipped = memory.cell('shipments.ever', false);
  const planConfirmation = memory.work('shipment.confirm', (sale: Sale) => {
    if (look(sale).state === 2) confirm(sale, 1);
  });
  const planSettlement = memory.work('shipment.settle', settle);
  const planReminding = memory.work('shipment.remind', remind);

  function look(sale: Sale): ShippingCase {
    const shipment = shipments.get(sale.transaction_id);
    const inComplaint = complaints.has(sale.transaction_id);
    const state = shippingState(shipment, inComplaint, isRefunded(sale.transaction_id));
    return { sale, shipment, state, inComplaint };
  }

  function known(appid: string, key: OrderKey): Sale {
    if (!settings.value.managed) throw new PlatformRefusal(48001, 'api unauthorized');
    const sale =
      key.order_number_type === 2
        ? sales.byTransaction(key.transaction_id)
        : sales.byNumber(key.out_trade_no);
    const mine =
      sale?.appid === appid &&
      (key.order_number_type === 2 || sales.ownerOf(sale) === key.mchid) &&
      clock.nowMs() >= sale.paidAtMs + settings.value.syncDelayMs;
    if (!mine) throw new PlatformRefusal(10060001, '支付单不存在');
    return sale;
  }

  function prepare(appid: string, input: UploadInput): () => void {
    const sale = known(appid, input.order_key);
    if (sale.openid !== input.openid)
      throw new PlatformRefusal(10060031, '该笔支付单不属于该openid');
    const { state, shipment } = look(sale);
    if (state > 2) throw new PlatformRefusal(10060004, '支付单处于不可发货的状态');
    const next = nextShipment(shipment, input, clock.nowMs());
    return () => {
      shipments.set(sale.transaction_id, next);
      everShipped.value = true;
      if (next.finished && shipment?.finished !== true) onShipped(sale, next);
    };
  }

  function onShipped(sale: Sale, shipment: Shipment): void {
    const { shippedAtMs = clock.nowMs() } = shipment;
    const dueMs = autoConfirmAtMs(shipment, shippedAtMs);
    tell(sale, 'trade_manage_order_settlement', {
      shipped_time: seconds(shippedAtMs),
      estimated_settlement_time: seconds(dueMs),
    });
    planConfirmation(dueMs, sale);
  }

  function confirm(sale: Sale, confirmMethod: 1 | 2): void {
    const shipment = shipments.get(sale.transaction_id);
    if (shipment === undefined) return;
    const confirmedAtMs = clock.nowMs();
    shipments.set(sale.transaction_id, { ...shipment, confirmedAtMs, confirmMethod });
    planSettlement(clock.nowMs() + SETTLEMENT_MS, sale);
  }

  function settle(sale: Sale): void {
    const { state, shipment } = look(sale);
    if (state !== 3 || shipment === undefined) return;
    const settledAtMs = clock.nowMs();
    shipments.set(sale.transaction_id, { ...shipment, settledAtMs });
    tell(sale, 'trade_manage_order_settlement', {
      shipped_time: seconds(shipment.shippedAtMs ?? settledAtMs),
      confirm_receive_method: shipment.confirmMethod,
      confirm_receive_time: seconds(shipment.confirmedAtMs ?? settledAtMs),
      settlement_time: seconds(settledAtMs),
    });
  }

  function tell(sale: Sale, event: string, fields: Readonly<Record<string, unknown>>): void {
    if (!settings.value.managed) return;
    parts.push(event, sale.openid, {
      transaction_id: sale.transaction_id,
      merchant_id: sales.ownerOf(sale),
      ...(sale.subMchid === undefined ? {} : { sub_merchant_id: sale.subMchid }),
      merchant_trade_no: sale.out_trade_no,
      pay_time: seconds(sale.paidAtMs),
      ...fields,
    });
  }

  const reminderMs = ({ transaction_id, paidAtMs }: Sale) =>
    remindAtMs.get(transaction_id) ?? paidAtMs + 48 * HOUR_MS;

  function remind(sale: Sale): void {
    const dueMs = reminderMs(sale);
    if (dueMs > clock.nowMs()) {
      planReminding(dueMs, sale);
      return;
    }
    if (look(sale).state !== 1 || !everShipped.value) return;
    tell(sale, 'trade_manage_remind_shipping', { msg: '该订单已支付超过48小时，请尽快发货' });
  }

  return Object.freeze({
    settings: () => settings.value,
    change(changed: Partial<ShippingSettings>) {
      settings.value = { ...settings.value, ...changed };
    },
    watch(sale: Sale) {
      if (!everShipped.value && sales.list().length === 1 && settings.value.managed) {
        parts.push('trade_manage_remind_access_api', sale.openid, {
          msg: '请接入发货信息管理服务',
        });
      }
      planReminding(reminderMs(sale), sale);
    },
    upload: (appid: string, input: UploadInput) => prepare(appid, input)(),
    uploadCombined(appid: string, { orders, uploadTimeMs, openid }: CombinedInput) {
      // Every order is judged before any of them changes.
      const acts = orders.map((order) => prepare(appid, { ...order, uploadTimeMs, openid }));
      for (const act of acts) act();
    },
    find: (appid: string, key: OrderKey) => look(known(appid, key)),
    list: (appid: string) =>
      sales
        .list()
        .filter(
          (sale) =>
            sale.appid === appid && clock.nowMs() >= sale.paidAtMs + settings.value.syncDelayMs,
        )
        .map(look),
    remindReceipt(appid: string, key: OrderKey, receivedAtSeconds: number) {
      const { sale, shipment, state } = look(known(appid, key));
      if (shipment === undefined || state !== 2)
        throw new PlatformRefusal(10060028, '订单未发货或已确认收货');
      if (shipment.logistics_type !== 1) throw new PlatformRefusal(10060029, '仅支持物流快递');
      if (shipment.remindedReceipt === true)
        throw new PlatformRefusal(10060030, '已提醒过确认收货');
      if (receivedAtSeconds > seconds(clock.nowMs()))
        throw new PlatformRefusal(10060032, '签收时间有误');
      shipments.set(sale.transaction_id, { ...shipment, remindedReceipt: true });
    },
    postpone(appid: string, transactionId: string, untilMs: number) {
      const sale = sales.byTransaction(transactionId);
      if (sale?.appid !== appid) throw new PlatformRefusal(268546000, '订单不存在');
      remindAtMs.set(transactionId, untilMs);
    },
    confirm(openid: string, key: OrderKey) {
      const sale =
        key.order_number_type === 2
          ? sales.byTransaction(key.transaction_id)
          : sales.byNumber(key.out_trade_no);
      if (sale === undefined) return 'unknown';
      if (sale.openid !== openid) return 'fail';
      if (look(sale).state !== 2) return 'cancel';
      confirm(sale, 2);
      return 'success';
    },
    setComplaint(transactionId: string, open: boolean) {
      const sale = sales.byTransaction(transactionId);
      if (sale === undefined) return;
      if (open) complaints.add(transactionId);
      else complaints.delete(transactionId);
      if (look(sale).state === 3) planSettlement(clock.nowMs() + SETTLEMENT_MS, sale);
    },
  });
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
