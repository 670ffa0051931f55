import { compactBeijingTime } from './beijing-time.ts';
import type { PrepayId, Product } from './order.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Issues a `prepay_id` with the link of its product, in the form of real ones. */
export function issuePrepayId(product: Product, nowMs: number, random: SeededRandom): PrepayId {
  const id = `wx${compactBeijingTime(nowMs)}${random.hex(16)}0000`;
  switch (product) {
    case 'native':
      return { id, issuedAtMs: nowMs, link: `weixin://wxpay/bizpayurl?pr=${random.letters(9)}` };
    case 'h5': {
      const link = `https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${id}&package=${random.digits(10)}`;
      return { id, issuedAtMs: nowMs, link };
    }
    default:
      return { id, issuedAtMs: nowMs };
  }
}

/** What the cashier is called up with: the link where the product has one, else the `prepay_id`. */
export function handleOf({ id, link }: PrepayId): string {
  return link ?? id;
}

/** What a prepay answers. */
export function prepayAnswer(product: Product, issued: PrepayId): Record<string, string> {
  const names = { jsapi: 'prepay_id', app: 'prepay_id', native: 'code_url', h5: 'h5_url' } as const;
  return { [names[product]]: handleOf(issued) };
}

/** A WeChat payment number: 28 digits that begin with 42. */
export function newTransactionId(nowMs: number, random: SeededRandom): string {
  return `42000${random.digits(5)}${compactBeijingTime(nowMs).slice(0, 8)}${random.digits(10)}`;
}
