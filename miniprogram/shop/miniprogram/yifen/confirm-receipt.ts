import type { Api } from './create-api';
import type { Order } from './payer-api';
import type { System } from './system';
import type { BusinessViewResult, WxPort } from './wx-port';
import { YifenError } from './yifen-error';

/**
 * What became of a receipt: `received` is the server's word, which it has from WeChat; `pending`
 * that the payer confirmed and the word is still missing; `unsupported` that this WeChat cannot.
 */
export type ReceiptResultKind = 'received' | 'not-confirmed' | 'pending' | 'unsupported';

/** The end of one visit to WeChat's confirm-receipt component. */
export interface ReceiptResult {
  readonly kind: ReceiptResultKind;
  /** A Chinese sentence for the payer. */
  readonly message: string;
  /** The order as the server last stated it. */
  readonly order: Order;
}

/** What `App.onShow` gets when a view of WeChat's own was closed. */
export interface ShowOptions {
  readonly referrerInfo?: { readonly appId?: string; readonly extraData?: unknown };
}

/** Confirms receipts; one visit at a time. */
export interface Receipts {
  confirm(order: Order): Promise<ReceiptResult>;
  shown(options: ShowOptions): void;
}

/** The appid of WeChat's confirm-receipt component, by which its result is known. */
const componentAppid = 'wx1183b055aeec94d1';

/** How long a component that the payer has left may still call back. */
const callbackGraceMs = 3000;

/** How long to wait before each question to the server, in milliseconds. */
const waitsMs = { success: [0, 1100, 2000, 3000], other: [0] } as const;

/** Creates the part of the library that confirms receipts; see `Yifen` for what it promises. */
export function createReceipts(wx: WxPort, api: Api, system: System): Receipts {
  let leave: ((status: string) => void) | null = null;

  /** Resolves with the component's status, by whichever of its two ways comes first. */
  function openComponent(transaction_id: string): Promise<string> {
    return new Promise((resolve) => {
      leave = resolve;
      const statusOf = ({ extraData }: BusinessViewResult) => extraData?.status ?? '';
      wx.openBusinessView?.({
        businessType: 'weappOrderConfirm',
        extraData: { transaction_id },
        // An older client only says here that the view was closed.
        success: (result) => resolve(statusOf(result)),
        fail: () => resolve('fail'),
      });
    });
  }

  async function ask(order: Order, waits: readonly number[]): Promise<Order> {
    let last = order;
    for (const waitMs of waits) {
      if (waitMs > 0) await system.wait(waitMs);
      try {
        last = await api<Order>('POST', `/v1/orders/${encodeURIComponent(order.id)}/receipt`);
        if (last.shipment?.state === 'received') return last;
      } catch (error) {
        // No failure to ask says anything about the receipt: ask again.
        if (!(error instanceof YifenError)) throw error;
      }
    }
    return last;
  }

  return Object.freeze<Receipts>({
    async confirm(order) {
      const { transactionId } = order;
      if (!wx.openBusinessView || transactionId === undefined) {
        return { kind: 'unsupported', message: '当前微信版本不支持确认收货，请更新微信', order };
      }
      const status = await openComponent(transactionId);
      leave = null;
      const last = await ask(order, status === 'success' ? waitsMs.success : waitsMs.other);
      return { ...judge(last, status), order: last };
    },
    shown({ referrerInfo }) {
      const close = leave;
      if (close === null) return;
      const { appId, extraData } = referrerInfo ?? {};
      if (appId === componentAppid) close(statusIn(extraData));
      // A page was shown, which also happens while the component still has to call back.
      else void system.wait(callbackGraceMs).then(() => close(''));
    },
  });
}

function statusIn(extraData: unknown): string {
  const status = (extraData as { status?: unknown } | null | undefined)?.status;
  return typeof status === 'string' ? status : '';
}

function judge(order: Order, status: string): Pick<ReceiptResult, 'kind' | 'message'> {
  if (order.shipment?.state === 'received') return { kind: 'received', message: '已确认收货' };
  if (status === 'success') return { kind: 'pending', message: '微信正在确认，请稍后刷新' };
  if (status === 'fail') return { kind: 'not-confirmed', message: '暂时不能确认收货，请稍后再试' };
  return { kind: 'not-confirmed', message: '还没有确认收货' };
}
