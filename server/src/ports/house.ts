import type { Clock, Log, Ports, Random, Secrets, Store } from '../ports.ts';
import type { ConsoleSettings, Credentials } from './credentials.ts';
import type { MerchantKeyWish } from './merchant-store.ts';

/** The merchants that this server takes money for. */
export interface Merchants {
  /** The merchant that the environment describes: routes that name none are its. */
  readonly defaultId: string;
  /**
   * The ports bound to one merchant, or null when there is none of that id that is active. They are cached;
   * keys that are changed are in the ports handed out from a few seconds later, without a restart. Hold
   * them for one request or one round of a loop, not longer.
   *
   * @param appid Which of the merchant's mini-programs logs payers in and is written into new orders.
   *   Default: the merchant's first.
   */
  find(merchantId: string, appid?: string): Promise<Ports | null>;
  /**
   * The ports of the merchant whose mini-program it is; null when no active merchant has it, and when
   * several do, unless one of them is the environment's.
   */
  findByAppid(appid: string): Promise<Ports | null>;
  /** What is wrong with a key, in one sentence without the key; null: it can be used. */
  problemOf(key: MerchantKeyWish): string | null;
  /** All active merchants, each with its first mini-program. */
  list(): Promise<readonly Ports[]>;
}

/** What all merchants share: what a request has before anybody knows whose it is. */
export interface House {
  readonly merchants: Merchants;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly credentials: Credentials;
  readonly console: ConsoleSettings;
}
