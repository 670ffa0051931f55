/**
 * Verifies and opens a stored statement of WeChat with nothing but `node:crypto`: a second reading of the
 * protocol, so that a mistake of the SDK cannot vouch for itself.
 */
import { createDecipheriv, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { EvidenceFact, MerchantFacts } from './facts.ts';

/** What a stored statement says; `verified` is false when its bytes prove nothing. */
export interface ReadStatement {
  readonly verified: boolean;
  /** Why it proves nothing; null when it does. */
  readonly problem: string | null;
  readonly kind: 'payment' | 'refund' | 'other';
  readonly fields: Readonly<Record<string, unknown>>;
}

const known = new WeakMap<EvidenceFact, ReadStatement>();
const keys = new Map<string, KeyObject>();

/** Reads one statement; the second time it answers from memory, because a signature costs time. */
export function readStatement(evidence: EvidenceFact, merchant: MerchantFacts): ReadStatement {
  const earlier = known.get(evidence);
  if (earlier) return earlier;
  const read = Object.freeze(open(evidence, merchant));
  known.set(evidence, read);
  return read;
}

/** Does it say that WeChat took money for this number? A refund presupposes the payment. */
export function saysPaid(statement: ReadStatement, outTradeNo: string): boolean {
  const { trade_state, out_trade_no } = statement.fields;
  return (
    statement.verified &&
    statement.kind === 'payment' &&
    out_trade_no === outTradeNo &&
    (trade_state === 'SUCCESS' || trade_state === 'REFUND')
  );
}

function open(evidence: EvidenceFact, merchant: MerchantFacts): ReadStatement {
  const pem = merchant.platformKeys[evidence.serial];
  if (pem === undefined) return unproven(`no key of ours has the serial ${evidence.serial}`);
  const head = Buffer.from(`${evidence.timestamp}\n${evidence.nonce}\n`);
  const message = Buffer.concat([head, evidence.body, Buffer.from('\n')]);
  const signature = Buffer.from(evidence.signature, 'base64');
  if (!verify('sha256', message, keyOf(pem), signature)) {
    return unproven('its bytes do not fit its signature');
  }
  const signedAtMs = Number(evidence.timestamp) * 1000;
  if (Math.abs(signedAtMs - evidence.receivedAtMs) > windowMs) {
    return unproven('it was signed more than 300 s from the moment we took it');
  }
  try {
    const outer = JSON.parse(Buffer.from(evidence.body).toString('utf8')) as Fields;
    return toStatement(evidence.source === 'notification' ? unseal(outer, merchant) : outer);
  } catch {
    return unproven('it cannot be opened with any APIv3 key of ours');
  }
}

/** The window for signatures, and a second because a time stamp has no smaller unit. */
const windowMs = 301_000;

type Fields = Readonly<Record<string, unknown>>;

function toStatement(fields: Fields): ReadStatement {
  const kind = 'out_refund_no' in fields ? 'refund' : 'trade_state' in fields ? 'payment' : 'other';
  return { verified: true, problem: null, kind, fields };
}

function unproven(problem: string): ReadStatement {
  return { verified: false, problem, kind: 'other', fields: {} };
}

function keyOf(pem: string): KeyObject {
  const key = keys.get(pem) ?? createPublicKey(pem);
  keys.set(pem, key);
  return key;
}

/** AEAD_AES_256_GCM: the last 16 bytes are the tag. */
function unseal(outer: Fields, { apiV3Keys }: MerchantFacts): Fields {
  const { ciphertext, nonce, associated_data } = outer.resource as Record<string, string>;
  const sealed = Buffer.from(ciphertext ?? '', 'base64');
  let failure: unknown = new Error('there is no APIv3 key');
  for (const apiV3Key of apiV3Keys) {
    try {
      const options = { authTagLength: 16 };
      const key = Buffer.from(apiV3Key);
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce ?? ''), options);
      decipher.setAAD(Buffer.from(associated_data ?? ''));
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      return JSON.parse(plain.toString('utf8')) as Fields;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
