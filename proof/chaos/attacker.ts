import { createSign, generateKeyPairSync } from 'node:crypto';
import type { Delivery } from '@yifen/simulator';
import type { AttackFact } from '../invariants/facts.ts';
import { count, type Journal } from './journal.ts';
import type { SeededRandom } from './seeded-random.ts';
import { isSuccess, post } from './wechat.ts';

const forger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/**
 * Does to a genuine notification what an attacker can: sends it again, flips a bit of it, signs it
 * with a key of his own. Only the first may be answered with success, and must change nothing.
 */
export async function attack(
  genuine: Delivery,
  random: SeededRandom,
  journal: Journal,
): Promise<void> {
  await post(genuine);
  count(journal, 'notifications sent again');
  const flipped = random.chance(0.5) ? flipBody(genuine, random) : flipHeader(genuine, random);
  await note(journal, 'flipped-notification', flipped);
  await note(journal, 'forged-notification', sign(genuine));
}

async function note(
  journal: Journal,
  kind: AttackFact['kind'],
  { delivery, text }: { readonly delivery: Delivery; readonly text: string },
): Promise<void> {
  const answer = await post(delivery);
  if (!('status' in answer)) return;
  count(journal, kind === 'flipped-notification' ? 'bits flipped' : 'forgeries sent');
  journal.attacks.push({ kind, note: text, succeeded: isSuccess(answer.status) });
}

function flipBody(delivery: Delivery, random: SeededRandom) {
  const bytes = Buffer.from(delivery.body);
  const at = random.between(0, bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
  return {
    delivery: { ...delivery, body: bytes.toString('latin1') },
    text: `byte ${at} of the body`,
  };
}

/** A bit of what the signature covers, or of the signature itself. */
function flipHeader(delivery: Delivery, random: SeededRandom) {
  const covered = Object.keys(delivery.headers).filter((name) =>
    /^wechatpay-(timestamp|nonce|signature|serial)$/i.test(name),
  );
  const name = random.pick(covered);
  const value = delivery.headers[name] ?? '';
  const at = random.between(0, value.length - 2);
  const other = value[at] === 'A' ? 'B' : value[at] === '1' ? '2' : 'A';
  const flipped = value.slice(0, at) + other + value.slice(at + 1);
  const headers = { ...delivery.headers, [name]: flipped };
  return { delivery: { ...delivery, headers }, text: `character ${at} of ${name}` };
}

function sign(delivery: Delivery) {
  const read = (wanted: string) =>
    Object.entries(delivery.headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  const message = `${read('wechatpay-timestamp')}\n${read('wechatpay-nonce')}\n${delivery.body}\n`;
  const signature = createSign('sha256').update(message).sign(forger, 'base64');
  const headers = Object.fromEntries(
    Object.entries(delivery.headers).map(([name, value]) => [
      name,
      name.toLowerCase() === 'wechatpay-signature' ? signature : value,
    ]),
  );
  return { delivery: { ...delivery, headers }, text: 'signed with a key of the attacker’s' };
}
