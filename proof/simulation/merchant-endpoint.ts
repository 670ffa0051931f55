import type { Secrets, Store } from '@yifen/server';
import { MERCHANT_ID } from './simulated-merchant.ts';

/** Where the merchant is told. */
export const ENDPOINT_ID = 'erp';
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

/** The address at which the merchant is told what happens. */
export async function saveEndpoint(
  store: Store,
  secrets: Secrets,
  createdAtMs: number,
): Promise<void> {
  await store.createEndpoint({
    id: ENDPOINT_ID,
    merchantId: MERCHANT_ID,
    url: 'https://erp.example.com/hook',
    description: '',
    eventTypes: [],
    state: 'enabled',
    disabledBecause: null,
    secrets: [{ sealed: secrets.seal(WEBHOOK_SECRET), expiresAtMs: null }],
    createdAtMs,
    version: 1,
  });
}
