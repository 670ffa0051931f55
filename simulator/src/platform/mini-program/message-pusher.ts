import type { Memory } from '../memory.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { SimulatorClock } from '../simulated-clock.ts';
import { type PushSettings, pushSignature, writePush } from './push-envelope.ts';

/** What one HTTP exchange with the merchant's server ended in. */
export type PushAnswer =
  | { readonly status: number; readonly body: string }
  | { readonly failure: string };

/** One delivery on its way to the merchant's server. */
export interface PushRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: string;
  readonly format: 'json' | 'xml';
  /** The message in clear, for the record. */
  readonly content: string;
}

/** One attempt to push a message. */
export interface PushAttempt {
  readonly atMs: number;
  readonly acknowledged: boolean;
  readonly status?: number;
  readonly reason?: string;
}

/** A message to the merchant's server. */
export interface Push {
  readonly id: number;
  readonly message: Readonly<Record<string, string | number>>;
  readonly attempts: readonly PushAttempt[];
}

/** Pushes messages of one mini-program. */
export interface MessagePusher {
  settings(): PushSettings | undefined;
  /**
   * Saves the settings if the address answers WeChat's check; `undefined` on success, else what was wrong.
   * Without an address nothing is pushed.
   */
  configure(settings: PushSettings | undefined): Promise<string | undefined>;
  /** Pushes an event now and, until it is acknowledged, twice more, five seconds apart. */
  push(event: string, openid: string, fields?: Readonly<Record<string, unknown>>): Push | undefined;
  list(): readonly Push[];
}

/** What the pusher stands on. */
export interface MessagePusherParts {
  readonly memory: Memory;
  readonly appid: string;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  /** Never rejects. */
  readonly send: (request: PushRequest) => Promise<PushAnswer>;
}

const ATTEMPTS = 3;
const RETRY_WAIT_MS = 5000;

interface PlannedPush {
  readonly id: number;
  readonly target: PushSettings;
}

/** Creates a pusher without settings. */
export function createMessagePusher(parts: MessagePusherParts): MessagePusher {
  const { appid, clock, random, send, memory } = parts;
  const originalId = memory.cell('messages.originalId', `gh_${random.hex(12)}`);
  const pushes = memory.map<number, Push>('messages');
  const settings = memory.cell<PushSettings | undefined>('messages.settings', undefined);
  const plan = memory.work('message.push', attempt);

  function stamp() {
    const timestamp = String(Math.floor(clock.wallMs() / 1000));
    return { timestamp, nonce: random.digits(10), random: random.hex(16) };
  }

  async function attempt({ id, target }: PlannedPush): Promise<void> {
    const push = pushes.get(id);
    if (push === undefined) return;
    const { query, body } = writePush(push.message, target, { ...stamp(), appid });
    const { format } = target;
    const content = JSON.stringify(push.message);
    const answer = await send({
      method: 'POST',
      url: withQuery(target.url, query),
      body,
      format,
      content,
    });
    const outcome = judge(answer, target);
    const attempts = [...push.attempts, { atMs: clock.nowMs(), ...outcome }];
    pushes.set(id, { ...push, attempts });
    if (outcome.acknowledged || attempts.length >= ATTEMPTS) return;
    plan(clock.nowMs() + RETRY_WAIT_MS, { id, target });
  }

  return Object.freeze({
    settings: () => settings.value,
    async configure(wished: PushSettings | undefined) {
      if (wished === undefined) {
        settings.value = undefined;
        return undefined;
      }
      const { timestamp, nonce } = stamp();
      const echostr = random.digits(19);
      const signature = pushSignature(wished.token, timestamp, nonce);
      const url = withQuery(wished.url, { signature, timestamp, nonce, echostr });
      const answer = await send({
        method: 'GET',
        url,
        body: '',
        format: wished.format,
        content: '',
      });
      if ('failure' in answer) return answer.failure;
      if (answer.status !== 200) return `the address answered ${answer.status}`;
      if (answer.body !== echostr) return 'the address did not answer with echostr';
      settings.value = wished;
      return undefined;
    },
    push(event: string, openid: string, fields: Readonly<Record<string, unknown>> = {}) {
      const target = settings.value;
      if (target === undefined) return undefined;
      const id = pushes.size + 1;
      const message = {
        ToUserName: originalId.value,
        FromUserName: openid,
        CreateTime: Math.floor(clock.nowMs() / 1000),
        MsgType: 'event',
        Event: event,
        ...flat(fields),
      };
      const push: Push = { id, message, attempts: [] };
      pushes.set(id, push);
      plan(clock.nowMs(), { id, target });
      return push;
    },
    list: () => [...pushes.values()],
  });
}

/** Only `success`, nothing, or an encrypted reply in secure mode counts as an answer. */
function judge(answer: PushAnswer, { mode }: PushSettings): Omit<PushAttempt, 'atMs'> {
  if ('failure' in answer) return { acknowledged: false, reason: answer.failure };
  const { status, body } = answer;
  if (status !== 200) return { acknowledged: false, status, reason: `the answer was ${status}` };
  const reply = mode === 'secure' ? /Encrypt/.test(body) : /^\s*[<{]/.test(body);
  if (body === '' || body === 'success' || reply) return { acknowledged: true, status };
  return { acknowledged: false, status, reason: 'the answer was neither success nor a reply' };
}

function flat(fields: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string | number][] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );
}

function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
}
