/**
 * Loaded by Node before a server (`--import`): its `Date` is wrong by as many milliseconds as the file says that
 * `CHAOS_CLOCK` names. What counts time without knowing it (timers, `performance`) goes on, as it does on a
 * machine whose clock is set. It needs no library to be preloaded, and reaches JavaScript only.
 */
import { readFileSync } from 'node:fs';
import { env } from 'node:process';

const file = env.CHAOS_CLOCK ?? '';
/** How long what the file said is believed. */
const BELIEVED_MS = 100;
const RightDate = Date;
let askedAtMs = -BELIEVED_MS;
let offsetMs = 0;

function nowMs(): number {
  const sinceMs = performance.now();
  if (sinceMs - askedAtMs >= BELIEVED_MS) {
    askedAtMs = sinceMs;
    offsetMs = Number(readFileSync(file, 'utf8')) || 0;
  }
  return RightDate.now() + offsetMs;
}

globalThis.Date = new Proxy(RightDate, {
  construct: (target, parts, newTarget) =>
    Reflect.construct(target, parts.length === 0 ? [nowMs()] : parts, newTarget),
  apply: () => new RightDate(nowMs()).toString(),
  get: (target, name, receiver) => (name === 'now' ? nowMs : Reflect.get(target, name, receiver)),
});
