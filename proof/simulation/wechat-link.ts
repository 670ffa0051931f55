import { gunzipSync } from 'node:zlib';
import type { Simulator } from '@yifen/simulator';
import { type Transport, type TransportAnswer, TransportError } from '@yifen/wechatpay';
import type { CrashPoints } from './crash-points.ts';
import type { FaultPlan } from './faults.ts';
import { flipBit, flipHeader } from './flip-bit.ts';
import type { KeyedRandom } from './keyed-random.ts';
import type { Life } from './life.ts';
import type { Reach } from './reach.ts';
import type { Scheduler } from './scheduler.ts';

/** What lies between a server and WeChat. */
export interface WechatLinkParts {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  readonly crashPoints: CrashPoints;
  readonly reach: Reach;
  readonly wechat: Pick<Simulator, 'inject' | 'faults'>;
  /** Sees where a server connects to. */
  onConnection(host: string, protocol: string): void;
}

/** How long an exchange takes that nothing slows down, in milliseconds. */
const TRAVEL_MS = [5, 150] as const;
/** The longest that an answer is overdue. */
const OVERDUE_MS = 90_000;
/** The headers that a signature stands or falls with. */
const SIGNED = /^wechatpay-(timestamp|nonce|signature|serial)$/;
/** The longest until a request arrives for a second time. */
const AGAIN_MS = 60_000;

/** The way from one life of a server to WeChat and back; the bytes are real, the wire is not. */
export function createWechatLink(life: Life, parts: WechatLinkParts): Transport {
  const { scheduler, random, faults, crashPoints, reach, wechat } = parts;

  return (request) => {
    const { pathname, search, host, protocol } = new URL(request.url);
    parts.onConnection(host, protocol);
    const label = `${request.method} ${pathname}`;
    const place = `${life.name} ${label}`;
    const call = crashPoints.begin(label);
    crashPoints.pass(call, 'before', life);
    const { promise, resolve, reject } = Promise.withResolvers<TransportAnswer>();
    if (!life.isAlive()) return promise;

    const sentAtMs = scheduler.nowMs();
    const travelMs = () => random.between(`travel ${place}`, ...TRAVEL_MS);
    const comeBack = (atMs: number, note: string, act: () => void) =>
      scheduler.at(atMs, `${place} ${note}`, () => {
        if (life.isAlive()) act();
      });
    const fail = (atMs: number, note: string, fields: { sent: boolean; timedOut: boolean }) =>
      comeBack(atMs, note, () => reject(new TransportError(note, fields)));
    const silence = () => fail(sentAtMs + request.timeoutMs, 'silence', lateFields);
    const execute = () => {
      const fate = isRefund(request) ? drawFate(parts, place) : null;
      const done = inject();
      if (fate !== null) done.then(() => wechat.faults.clear(fate.id));
      return done;
    };
    const inject = () =>
      wechat.inject({
        method: request.method as 'GET' | 'POST',
        url: pathname + search,
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { body: Buffer.from(request.body).toString() }),
      });

    const doubt = crashPoints.doubt(call);
    if (doubt === 'not-applied') {
      silence();
      return promise;
    }
    if (faults.strikes('request-lost', place)) {
      reach.count('request lost');
      const isRefused = random.chance(`refused ${place}`, 0.3);
      if (isRefused) fail(sentAtMs + travelMs(), 'ECONNREFUSED', unsentFields);
      else silence();
      return promise;
    }
    scheduler.at(sentAtMs + travelMs(), `${place} …`, () => {
      const isBusy = faults.strikes('answer-busy', place);
      if (isBusy && random.chance(`before acting ${place}`, 0.5)) {
        comeBack(scheduler.nowMs() + travelMs(), 'busy', () => resolve(busyAnswer(random, place)));
        return;
      }
      execute().then((raw) => {
        crashPoints.pass(call, 'after-effect', life);
        if (doubt === 'applied') {
          silence();
          return;
        }
        if (faults.strikes('request-twice', place)) {
          const again = scheduler.nowMs() + random.between(`again ${place}`, 1, AGAIN_MS);
          scheduler.at(again, `${place} again`, () => void execute());
        }
        if (faults.strikes('answer-lost', place)) {
          reach.count('answer lost');
          if (/refunds/.test(pathname)) reach.count('refund answer lost');
          const isReset = random.chance(`reset ${place}`, 0.5);
          if (isReset) fail(scheduler.nowMs() + travelMs(), 'ECONNRESET', brokenFields);
          else silence();
          return;
        }
        if (faults.strikes('answer-slow', place)) {
          const overdueMs = random.between(`overdue ${place}`, 1, OVERDUE_MS);
          if (overdueMs > request.timeoutMs) {
            reach.count('answer late');
            silence();
            return;
          }
          comeBack(scheduler.nowMs() + overdueMs, 'slow', () => resolve(answerFrom(raw)));
          return;
        }
        if (isBusy) {
          comeBack(scheduler.nowMs() + travelMs(), 'busy after all', () =>
            resolve(busyAnswer(random, place)),
          );
          return;
        }
        const answer = answerFrom(raw);
        // An answer without a signature is protected by its connection alone.
        const isSigned = 'wechatpay-signature' in answer.headers;
        const isFlipped = isSigned && faults.strikes('answer-flipped', place);
        if (isFlipped) reach.count('answer forged');
        const arriving = isFlipped ? flipAnswer(random, place, answer) : answer;
        const note = `${isFlipped ? 'flipped ' : ''}${answer.status}`;
        comeBack(scheduler.nowMs() + travelMs(), note, () => resolve(arriving));
      }, reject);
    });
    return promise;
  };
}

function isRefund({ method, url }: { readonly method: string; readonly url: string }): boolean {
  return method === 'POST' && url.endsWith('/v3/refund/domestic/refunds');
}

/** What becomes of a refund when it is accepted now. */
function drawFate({ faults, wechat, reach }: WechatLinkParts, place: string) {
  if (faults.strikes('refund-not-enough', place)) {
    reach.count('refund refused: no funds');
    return wechat.faults.add('refund.not-enough');
  }
  if (faults.strikes('refund-abnormal', place)) return wechat.faults.add('refund.abnormal');
  if (faults.strikes('refund-closed', place)) return wechat.faults.add('refund.close');
  return null;
}

const lateFields = { sent: true, timedOut: true };
const brokenFields = { sent: true, timedOut: false };
const unsentFields = { sent: false, timedOut: false };

function answerFrom(raw: Awaited<ReturnType<Simulator['inject']>>): TransportAnswer {
  const headers = Object.fromEntries(
    Object.entries(raw.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  // Unpacking would run on another thread, whose time is not the world's; a client takes the file unpacked as well.
  const isPacked = raw.bytes[0] === 0x1f && raw.bytes[1] === 0x8b;
  return { status: raw.status, headers, body: isPacked ? gunzipSync(raw.bytes) : raw.bytes };
}

/** What a gateway says that is in trouble: unsigned. */
function busyAnswer(random: KeyedRandom, place: string): TransportAnswer {
  const status = random.pick(`busy status ${place}`, [429, 500, 502, 503]);
  const code = status === 429 ? 'FREQUENCY_LIMITED' : 'SYSTEM_ERROR';
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ code, message: '系统繁忙，请稍后重试' })),
  };
}

/** Flips one bit of the body or of a header that the signature covers. */
function flipAnswer(random: KeyedRandom, place: string, answer: TransportAnswer): TransportAnswer {
  const signed = Object.keys(answer.headers).filter((name) => SIGNED.test(name));
  if (random.chance(`flip body ${place}`, 0.5))
    return { ...answer, body: flipBit(random, place, answer.body) };
  const name = random.pick(`flipped header ${place}`, signed);
  const value = flipHeader(random, place, answer.headers[name] ?? '');
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}
