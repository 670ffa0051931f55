import type { Transport } from '@yifen/wechatpay';
import type { Config } from './config/config.ts';
import type { EventListener } from './create-log.ts';
import type { FirstPerson } from './flows/people/add-first-people.ts';
import type { DueLoopOptions } from './jobs/due-loop.ts';
import type { Clock, Product, Store } from './ports.ts';

/** What a server is made of; all but `config` has a default. */
export interface ServerOptions {
  readonly config: Config;
  /** Put on sale before the server listens, stock included; other products stay as they are. */
  readonly products?: readonly Product[];
  /** Get a place in the console before the server listens, unless somebody has one at its merchant. */
  readonly people?: readonly FirstPerson[];
  /** Is told the link by which the first user is made, each time that it starts and there is nobody yet. */
  readonly onFirstLink?: (url: string) => void;
  /** Sees every event as it happens. */
  readonly onEvent?: EventListener;
  /** Sees what an operator should know about the start, one sentence each. */
  readonly onNotice?: (message: string) => void;
  /** Where all is kept; closed with the server. Default: PostgreSQL, as `config` says. */
  readonly store?: Store;
  /** Carries calls to WeChat. Default: pools of undici, one per origin. */
  readonly transport?: Transport;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** How often and how widely due orders and refunds are looked after. */
  readonly poll?: DueLoopOptions;
  /**
   * What `close` does with connections on which no request is under way. False (default): they are closed
   * at once. True: each is closed after its next answer, or when its keep-alive ends (72 s at most), so
   * that no client meets a connection that ends under its request.
   */
  readonly drain?: boolean;
  /** This process is one of several workers: the first process shows the metrics of all. Default false. */
  readonly shareMetrics?: boolean;
}
