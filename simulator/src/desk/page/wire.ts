/** What the control API says, in the shapes the desk reads. */
import type { Words } from './texts.ts';

export type {
  FlowActor as Lane,
  FlowEvent,
  FlowOutcome as Outcome,
  FlowRequest,
  FlowResponse,
  FlowSignature,
} from '../../platform/flow-event.ts';

/** What the desk is told when it opens (`GET /_desk/settings`). */
export interface DeskSettings {
  /** Another value means another simulator: what was recorded before is gone. */
  readonly instance: string;
  readonly merchantName: string;
  readonly mchid: string;
  readonly appid: string;
  /** Whether the simulator can say why a `paySign` was refused. */
  readonly explains: boolean;
  readonly phones: readonly DeskPhone[];
  readonly scenarios: readonly DeskScenario[];
}

/** A phone in a frame. */
export interface DeskPhone {
  readonly title: string;
  readonly url: string;
}

/** Something to watch, run by `POST /_desk/scenarios/{id}`. */
export interface DeskScenario {
  readonly id: string;
  readonly title: Words;
  /** One sentence: what happens. */
  readonly text: Words;
}

/** One try to deliver a notification. */
export interface NotificationAttempt {
  readonly atMs: number;
  readonly result: 'acknowledged' | 'refused' | 'failed' | 'lost';
  readonly status?: number;
  readonly reason?: string;
}

/** A notification with its attempts (`GET /_simulator/notifications`). */
export interface Notification {
  readonly id: string;
  readonly eventType: string;
  /** Absent when it is not about an order. */
  readonly outTradeNo?: string;
  readonly state: 'pending' | 'acknowledged' | 'exhausted';
  readonly attempts: readonly NotificationAttempt[];
  readonly nextAttemptAtMs?: number;
}
