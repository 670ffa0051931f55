import type { ContractRequest, Order } from '@yifen/contract';
import { count, type Journal } from './journal.ts';

/** The merchant's own system: it gives money back through the merchant API. */
export interface BackEnd {
  /** Asks again and again until it is granted or refused; the same wish has the same key. */
  refund(order: Order, amountFen: number, key: string): Promise<void>;
}

/** Opens it with an API key. */
export function openBackEnd(parts: {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly request: ContractRequest;
  readonly journal: Journal;
  readonly persist: <T>(what: string, act: () => Promise<T>, tries?: number) => Promise<T | null>;
}): BackEnd {
  const { baseUrl, apiKey, request, journal, persist } = parts;

  async function ask(order: Order, amountFen: number, key: string): Promise<string | null> {
    const { status, text } = await request({
      method: 'POST',
      url: `${baseUrl}/v1/merchant/orders/${order.id}/refunds`,
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ amountFen, reason: '顾客退货' }),
    });
    if (status === 201 || status === 200) return (JSON.parse(text) as { readonly id: string }).id;
    // Two refunds at once may ask for more than is left; what is not known to be paid yet soon is.
    const isBusy =
      status === 429 || text.includes('"order_busy"') || text.includes('"order_not_paid"');
    if (status >= 400 && status < 500 && !isBusy) return null;
    throw new Error(`refund: ${status} ${text.slice(0, 200)}`);
  }

  return Object.freeze<BackEnd>({
    async refund(order, amountFen, key) {
      const refundId = await persist('refund', () => ask(order, amountFen, key), 12);
      if (refundId === null) return count(journal, 'refunds refused');
      count(journal, 'refunds granted');
      journal.refundsGranted.push({ merchantId: 'default', refundId, amountFen });
    },
  });
}
