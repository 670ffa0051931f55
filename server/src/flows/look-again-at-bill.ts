import type { Ports, Refund } from '../ports.ts';

/** How many differences are read at once. */
const PAGE = 100;

/**
 * Has days reconciled again whose bill named a refund of this payment for which ours left no room: ours was refused
 * since, so there is room now. Without this the order would wait for a refund that went back elsewhere.
 *
 * @param refund One that WeChat refused for good.
 */
export async function lookAgainAtBill(
  { store, clock }: Ports,
  { merchantId, outTradeNo }: Refund,
): Promise<void> {
  let cursor: string | null = null;
  do {
    const page = await store.listDifferences(merchantId, {
      state: 'open',
      day: null,
      cursor,
      limit: PAGE,
    });
    for (const { kind, day, ...difference } of page.items) {
      if (kind !== 'refund-exceeds-payment' || difference.outTradeNo !== outTradeNo) continue;
      await store.demandReconciliation({ merchantId, day, bill: 'trade' }, clock.nowMs());
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
}
