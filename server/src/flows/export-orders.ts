import type { Order, OrderFilter, Ports } from '../ports.ts';

/** How many orders are read at a time: what is held in memory, whatever the size of the file. */
const PAGE = 500;
const OFFSET_MS = 8 * 3_600_000;

/** What the first line says. */
export type ExportLanguage = 'zh' | 'en';

const HEADS: Readonly<Record<ExportLanguage, readonly string[]>> = Object.freeze({
  zh: [
    '订单号',
    '商户订单号',
    '微信支付订单号',
    '状态',
    '金额（元）',
    '金额（分）',
    '描述',
    '商品',
    'openid',
    'AppID',
    '商户号',
    '下单时间（北京时间）',
    '支付时间（北京时间）',
  ],
  en: [
    'Order',
    'Number at WeChat',
    'Transaction',
    'State',
    'Yuan',
    'Fen',
    'Description',
    'Items',
    'openid',
    'AppID',
    'Merchant number',
    'Created (Beijing time)',
    'Paid (Beijing time)',
  ],
});

/**
 * Writes orders as CSV, newest first, in pieces that come as they are read: UTF-8 with the mark by which Excel knows
 * it, lines ended by CRLF. No cell is taken for a formula, and no long number for one to be rounded.
 *
 * @param wish `number` stands alone, as in the list.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* exportOrders(
  ports: Ports,
  wish: { readonly filter: OrderFilter; readonly number: string | null },
  language: ExportLanguage,
): AsyncGenerator<string, void> {
  yield `\uFEFF${lineOf(HEADS[language])}`;
  if (wish.number !== null) {
    const { merchantId } = ports.settings;
    const found = await ports.store.findOrdersByNumber(merchantId, wish.number);
    yield found.map(rowOf).join('');
    return;
  }
  let cursor: string | null = null;
  do {
    const page = { cursor, limit: PAGE };
    const found = await ports.store.searchOrders(ports.settings.merchantId, wish.filter, page);
    if (found.items.length > 0) yield found.items.map(rowOf).join('');
    cursor = found.nextCursor;
  } while (cursor !== null);
}

function rowOf(order: Order): string {
  return lineOf([
    order.id,
    order.outTradeNo,
    order.transactionId ?? '',
    order.state,
    yuanOf(order.amountFen),
    String(order.amountFen),
    order.description,
    order.items.map(({ name, quantity }) => `${name} ×${quantity}`).join('；'),
    order.openid,
    order.appid,
    order.mchid,
    beijingTime(order.createdAtMs),
    order.paidAtMs === null ? '' : beijingTime(order.paidAtMs),
  ]);
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/**
 * A text that begins like a formula is written behind an apostrophe; a long number behind a tab, or Excel would
 * round it to 15 digits.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text)
    ? `'${text}`
    : /^\d{12,}$/.test(text)
      ? `\t${text}`
      : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** By its digits: no division, no float. */
function yuanOf(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `2026-11-23 17:05:06` */
function beijingTime(atMs: number): string {
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
