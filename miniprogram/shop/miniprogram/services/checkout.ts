import { formatFen } from '../models/format-fen';
import { errorText, type PayResult } from '../yifen/index';
import { yifen } from './yifen';

/** Results on their way to the result page. */
const results = new Map<string, PayResult>();

/** The result that brought the payer to the result page; undefined when the page is opened anew. */
export function takeResult(orderId: string): PayResult | undefined {
  const result = results.get(orderId);
  results.delete(orderId);
  return result;
}

/**
 * Pays an order and shows what came of it; when no cashier could be opened, says why and shows the
 * order, which can be paid later. It never rejects.
 *
 * @param open `redirectTo` replaces the page; a page of the tab bar stays, with `navigateTo`.
 */
export async function payAndShow(
  orderId: string,
  open: 'navigateTo' | 'redirectTo',
): Promise<void> {
  const page = topPage();
  try {
    const result = await yifen.pay(orderId);
    if (topPage() === page) {
      results.set(orderId, result);
      openPage(open, resultUrl(orderId));
    } else if (result.kind === 'paid') {
      // The payer has gone elsewhere meanwhile: do not take the page away.
      wx.showToast({ title: '支付成功', icon: 'success' });
    }
  } catch (error) {
    await wx.showModal({ title: '暂时无法支付', content: errorText(error), showCancel: false });
    if (topPage() === page && page?.route !== 'pages/detail/detail') {
      openPage(open, detailUrl(orderId));
    }
  }
}

/** Tells the payer about a payment that went through while WeChat was closed. */
export async function showResumedPayment(): Promise<void> {
  const result = await yifen.resume();
  if (result === null || result.kind !== 'paid') return;
  const { id, description, amountFen } = result.order;
  const { confirm } = await wx.showModal({
    title: '上次的支付已完成',
    content: `${description} ¥${formatFen(amountFen)}`,
    cancelText: '知道了',
    confirmText: '查看订单',
  });
  if (confirm) wx.navigateTo({ url: detailUrl(id) });
}

/** The address of an order's page. */
export function detailUrl(orderId: string): string {
  return `/pages/detail/detail?id=${encodeURIComponent(orderId)}`;
}

function resultUrl(orderId: string): string {
  return `/pages/result/result?id=${encodeURIComponent(orderId)}`;
}

function openPage(open: 'navigateTo' | 'redirectTo', url: string): void {
  if (open === 'navigateTo') wx.navigateTo({ url });
  else wx.redirectTo({ url });
}

function topPage() {
  return getCurrentPages().slice(-1)[0];
}
