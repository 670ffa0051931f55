import type { RequestPaymentParams } from '@yifen/wechatpay';

/** Signatures that were made in advance and wait to be handed out. */
export interface FreshSignatures {
  keep(prepayId: string, params: RequestPaymentParams): void;
  /** Hands a signature out, once; null when there is none, or only an old one. */
  take(prepayId: string): RequestPaymentParams | null;
}

const freshForMs = 30_000;
const mostKept = 1_000;

/**
 * Keeps the payment signature that the SDK makes with each prepay until the flow has recorded the
 * prepay and asks for it: an RSA signature is the most expensive thing an order costs, and would
 * otherwise be made twice. One that is not asked for soon is forgotten.
 */
export function createFreshSignatures(nowMs: () => number): FreshSignatures {
  const kept = new Map<string, { readonly params: RequestPaymentParams; readonly atMs: number }>();
  return Object.freeze({
    keep(prepayId: string, params: RequestPaymentParams) {
      kept.delete(prepayId);
      kept.set(prepayId, { params, atMs: nowMs() });
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
    take(prepayId: string) {
      const found = kept.get(prepayId);
      kept.delete(prepayId);
      return found && nowMs() - found.atMs < freshForMs ? found.params : null;
    },
  });
}
