import type { ExplainPaySign } from './control/explanation-routes.ts';
import type { MountHandler } from './create-app.ts';
import type { DeskPhone, DeskScenario } from './desk/index.ts';
import type { FaultBoard } from './faults/fault-board.ts';
import type { CashierVisit } from './platform/cashier.ts';
import type { FlowEvent, NewFlowEvent } from './platform/flow-event.ts';
import type { KeyRoom } from './platform/key-room.ts';
import type { SimulatorMaterial } from './platform/material.ts';
import type { SimulatorMerchant } from './platform/merchant.ts';
import type { MiniProgramPlatform } from './platform/mini-program/create-mini-program-platform.ts';
import type { Notification } from './platform/notifier.ts';
import type { Order } from './platform/order.ts';
import type { PayerChoice, PaymentCall, PaymentResult } from './platform/payment-params.ts';
import type { Rsa } from './platform/rsa-signature.ts';
import type { SimulatorClock } from './platform/simulated-clock.ts';
import type { Variants } from './platform/variants.ts';
import type { Delivery, DeliveryAnswer } from './system.ts';

/** How a simulator is set up; everything has a default. */
export interface SimulatorOptions {
  /** Makes all but the keys repeat: names, codes, nonces, faults. Random by default. */
  readonly seed?: number;
  /** The address to listen on; 127.0.0.1 by default. One that other machines can reach needs `allowPublic`. */
  readonly host?: string;
  /** Lets other machines in: they can read the keys and drive the payer. False by default. */
  readonly allowPublic?: boolean;
  /** 0 (default) takes a free port; `false` does not listen: use `inject`. */
  readonly port?: number | false;
  /** Keys and merchant of an earlier simulator; a merchant of its own by default. */
  readonly material?: SimulatorMaterial;
  /**
   * The private keys of a merchant of its own: `published` ones, which everybody knows and which cost no time (default
   * on this machine), or `fresh` ones (default where others can reach it; 100–300 ms).
   */
  readonly keys?: 'published' | 'fresh';
  /** Origins of web pages that may use the control API from a browser, `*` for all; none by default. */
  readonly corsOrigins?: readonly string[];
  /**
   * A file that keeps everything over restarts: merchant, keys, orders, plans. It is made when it is not there; one that
   * is there comes before `material`. None by default.
   */
  readonly stateFile?: string;
  /** The simulated time; by default it starts at the machine's and runs with it. */
  readonly clock?: SimulatorClock;
  /** The answers to what WeChat's documents leave open. */
  readonly variants?: Partial<Variants>;
  /** The name on the pay sheet, `一分小店` by default; material that is handed in brings its own. */
  readonly merchantName?: string;
  /** How long the receiver of a notification may take, in milliseconds of the machine's time; 5000 by default. */
  readonly notificationTimeoutMs?: number;
  /** Carries notifications and pushes to the merchant's server; by default the machine's network. Never rejects. */
  readonly deliver?: (delivery: Delivery) => Promise<DeliveryAnswer>;
  /**
   * Makes new keys and signs for the simulated WeChat; by default the machine does. One who runs the same world twice
   * hands out kept keys, and need not compute a signature again that was made before.
   */
  readonly rsa?: Rsa;
  /** Handlers by prefix; each sees addresses without its prefix. */
  readonly mounts?: Readonly<Record<string, MountHandler>>;
  /** Lets the desk say why a `paySign` was refused; without it the desk does not offer to. */
  readonly explainPaySign?: ExplainPaySign;
  /** What the desk's page shows. */
  readonly desk?: {
    readonly phones: readonly DeskPhone[];
    /** What can be played with one click; none by default. */
    readonly scenarios?: readonly DeskScenario[];
  };
}

/** A request to a simulator without a port. */
export interface InjectedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:…`; empty when it does not listen. */
  readonly url: string;
  readonly merchant: SimulatorMerchant;
  /** Hand it to the next simulator to keep keys and merchant. */
  readonly material: SimulatorMaterial;
  readonly clock: SimulatorClock;
  readonly faults: FaultBoard;
  readonly keys: KeyRoom;
  /** The services of api.weixin.qq.com: tokens, telephone numbers, shipping, messages. */
  readonly miniProgram: MiniProgramPlatform;
  /** What `wx.login` would yield, for a new user unless `openid` names one, in the merchant's mini-program by default. */
  loginCode(openid?: string, appid?: string): { readonly code: string; readonly openid: string };
  /** What `wx.requestPayment`, an app or a link would yield; the payer does `outcome` (`pay` by default). */
  pay(call: PaymentCall, outcome?: PayerChoice): Promise<PaymentResult>;
  order(outTradeNo: string): Order | undefined;
  notifications(): readonly Notification[];
  /** Makes one more attempt now; `undefined` when there is no such notification. */
  resend(notificationId: string): Promise<Notification | undefined>;
  /** Every call of `wx.requestPayment`, with the dialogs that pages cannot see. */
  cashierLog(): readonly CashierVisit[];
  /** Adds an event to the recorded flow; secrets are masked. */
  record(event: NewFlowEvent): void;
  /** The recorded flow after `afterId` (0 by default). */
  events(afterId?: number): readonly FlowEvent[];
  /** Keeps a copy of everything under a name, the time included. */
  snapshot(name: string): void;
  /** Goes back to a copy, any number of times; false when there is none of this name. The recorded flow stays. */
  restore(name: string): boolean;
  /** Forgets everything but merchant, keys and copies. */
  reset(): void;
  inject(request: InjectedRequest): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    /** The body as text. */
    readonly body: string;
    /** The body as it is: bills may be compressed. */
    readonly bytes: Uint8Array;
  }>;
  /** Stops listening and drops everything planned. */
  close(): Promise<void>;
}
