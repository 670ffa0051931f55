import type { ServerResponse } from 'node:http';
import type { ObjectSchema } from './check-schema.ts';

/** One call of the control API, checked against its route. */
export interface ControlCall<Body> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Body;
}

/** What a route of the control API is about; the chapters of its description. */
export type ControlTag = (typeof controlTags)[number];

/** The chapters, in their order. */
export const controlTags = [
  'payer',
  'merchant and orders',
  'notifications',
  'faults',
  'clock',
  'keys',
  'money',
  'mini-program',
  'flow',
  'state',
] as const;

/** One route: what it is called by, what it takes, and what it does. Its description is made from the same. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Under `/_simulator`; `{name}` stands for a path parameter. */
  readonly path: string;
  readonly tag: ControlTag;
  /** One sentence, without a full stop. */
  readonly summary: string;
  /** What it answers, in words or as an example. */
  readonly answers: string;
  readonly query?: ObjectSchema;
  readonly body?: ObjectSchema;
  /** Answers JSON. @throws ControlError */
  readonly run: (call: ControlCall<never>) => unknown;
  /** Takes the connection over instead, when it wants to; else `run` answers. */
  readonly stream?: (call: ControlCall<never>, response: ServerResponse) => boolean;
}

/** Writes a route down; `Body` is the shape that its `body` schema proves. */
export function route<Body = Record<string, never>>(
  given: Omit<ControlRoute, 'run' | 'stream'> & {
    readonly run: (call: ControlCall<Body>) => unknown;
    readonly stream?: (call: ControlCall<Body>, response: ServerResponse) => boolean;
  },
): ControlRoute {
  return Object.freeze(given);
}
