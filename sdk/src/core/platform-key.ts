import type { KeyObject } from 'node:crypto';

/**
 * A key of WeChat's that signs answers and notifications: the WeChat Pay public key with its id
 * (`PUB_KEY_ID_…`), or a platform certificate in PEM, which carries its own serial and dates.
 */
export type PlatformKey =
  | { readonly serial: string; readonly publicKey: string | KeyObject }
  | { readonly certificate: string };
