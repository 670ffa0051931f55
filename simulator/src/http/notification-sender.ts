import type { FaultBoard } from '../faults/fault-board.ts';
import { flipBit } from '../faults/flip-bit.ts';
import { type SignatureFault, spoilSignature } from '../faults/spoil-signature.ts';
import type { NewFlowEvent } from '../platform/flow-event.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import type { KeyRoom } from '../platform/key-room.ts';
import type { Cell } from '../platform/memory.ts';
import type { Notification, NotificationAttempt } from '../platform/notifier.ts';
import type { SeededRandom } from '../platform/seeded-random.ts';
import type { System } from '../system.ts';

/** What sending a notification takes. */
export interface SenderParts {
  readonly keys: KeyRoom;
  readonly random: SeededRandom;
  readonly faults: FaultBoard;
  readonly flow: FlowLog;
  readonly wallMs: () => number;
  readonly deliver: System['deliver'];
  /** How long a receiver may take, in milliseconds of the machine's time. */
  readonly timeoutMs: number;
  /** Where notifications go instead of their own address. */
  readonly forwarding: Cell<string | undefined>;
}

type Outcome = Omit<NotificationAttempt, 'atMs'>;

/**
 * Makes the function that attempts a notification once: fresh timestamp, nonce and signature over the same bytes; only
 * 2xx acknowledges, a redirect does not.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791902
 */
export function createNotificationSender(
  parts: SenderParts,
): (notification: Notification) => Promise<Outcome> {
  return async (notification) => {
    if (parts.faults.strike('notification.lose') !== undefined) return lose(notification, parts);
    const twice = parts.faults.strike('notification.duplicate') !== undefined;
    const sends = [
      sendOnce(notification, parts),
      ...(twice ? [sendOnce(notification, parts)] : []),
    ];
    const outcomes = await Promise.all(sends);
    const acknowledged = outcomes.find(({ result }) => result === 'acknowledged');
    return acknowledged ?? outcomes[0] ?? { result: 'failed' };
  };
}

function lose(notification: Notification, { flow }: SenderParts): Outcome {
  const reason = 'fault: the notification was lost on its way';
  flow.record({ ...sendEvent(notification), outcome: 'failed', note: reason });
  return { result: 'lost', reason };
}

async function sendOnce(notification: Notification, parts: SenderParts): Promise<Outcome> {
  const { keys, random, flow } = parts;
  const kind = random.chance(keys.settings().publicKeyPercent / 100) ? 'public-key' : 'certificate';
  const timestamp = String(Math.floor(parts.wallMs() / 1000));
  const url = forwarded(notification.url, parts.forwarding.value);
  const truth = Buffer.from(notification.body);
  const signed = keys.sign(truth, kind, timestamp, random.letters(32));
  const flipped = parts.faults.strike('notification.flip') !== undefined;
  const body = flipped ? flipBit(truth, random).toString('utf8') : notification.body;
  const spoiled = spoil(signed.headers, parts);
  const headers: Record<string, string> = {
    Accept: '*/*',
    'User-Agent': 'Mozilla/4.0',
    Pragma: 'no-cache',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Request-ID': `08${random.hex(30).toUpperCase()}-0`,
    ...spoiled.headers,
  };
  flow.record({
    ...sendEvent(notification),
    outcome: 'ok',
    request: { method: 'POST', url, headers, body },
    signature: {
      signedText: signed.signedText,
      verified: null,
      serial: headers['Wechatpay-Serial'] ?? signed.serial,
    },
    decrypted: notification.content,
    ...(spoiled.fault === undefined ? {} : { note: `fault: signature ${spoiled.fault}` }),
    ...(flipped ? { note: 'fault: one bit of the body was flipped' } : {}),
  });
  const answer = await parts.deliver({
    url,
    headers,
    body,
    timeoutMs: parts.timeoutMs,
  });
  const outcome = judge(answer);
  flow.record({
    ...stepOf(notification, 18),
    from: 'server',
    to: 'wechat',
    name: 'notification.answer',
    outcome:
      outcome.result === 'acknowledged'
        ? 'ok'
        : outcome.result === 'refused'
          ? 'refused'
          : 'failed',
    ...('status' in answer ? { response: { status: answer.status, body: answer.body } } : {}),
    ...(outcome.reason === undefined ? {} : { note: outcome.reason }),
  });
  return outcome;
}

/** An origin alone keeps the path of the address that was asked for. */
function forwarded(url: string, target: string | undefined): string {
  if (target === undefined) return url;
  const { origin, pathname, search } = new URL(target);
  if (pathname !== '/' || search !== '') return target;
  const asked = new URL(url);
  return `${origin}${asked.pathname}${asked.search}`;
}

function spoil(
  headers: Readonly<Record<string, string>>,
  { faults, random }: SenderParts,
): { headers: Readonly<Record<string, string>>; fault?: SignatureFault } {
  for (const fault of ['tamper', 'probe', 'wrong-serial', 'unsigned'] satisfies SignatureFault[]) {
    if (faults.strike(`notification.${fault}`) === undefined) continue;
    return { headers: spoilSignature(headers, fault, random), fault };
  }
  return { headers };
}

function judge(answer: Awaited<ReturnType<System['deliver']>>): Outcome {
  if ('failure' in answer) return { result: 'failed', reason: answer.failure };
  const { status } = answer;
  if (status >= 200 && status < 300) return { result: 'acknowledged', status };
  return { result: 'refused', status, reason: `the answer was ${status}` };
}

function sendEvent(notification: Notification): Omit<NewFlowEvent, 'outcome'> {
  const step = stepOf(notification, 16);
  return { ...step, from: 'wechat', to: 'server', name: 'notification.send' };
}

/** The sequence diagram knows notifications of payments only. */
function stepOf(
  { eventType, outTradeNo }: Notification,
  number: number,
): Pick<NewFlowEvent, 'step' | 'outTradeNo'> {
  const step = eventType === 'TRANSACTION.SUCCESS' ? number : null;
  return outTradeNo === undefined ? { step } : { step, outTradeNo };
}
