import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  nowMs,
  otherKeys,
  signedHeaders,
  wechatKeys,
  wechatSerial,
} from '../testing/test-wechat.ts';
import { createKeyRing } from './key-ring.ts';
import { claimsSignature, verifyAnswer } from './verify-answer.ts';

const keyRing = createKeyRing([{ serial: wechatSerial, publicKey: wechatKeys.publicKey }]);
const body = Buffer.from('{"prepay_id":"wx26112221580621e9b071c00d9e093b0000"}');

function judge(headers: Record<string, string>, bytes: Uint8Array = body, atMs = nowMs): string {
  const verification = verifyAnswer({
    header: (name) => headers[name],
    body: bytes,
    keyRing,
    nowMs: atMs,
  });
  return verification.verified ? 'verified' : verification.reason;
}

test('what WeChat signed verifies', () => {
  expect(judge(signedHeaders(body))).toBe('verified');
});

test('an empty body verifies', () => {
  expect(judge(signedHeaders(''), Buffer.alloc(0))).toBe('verified');
});

test.each([
  [-300_001, 'timestamp-outside-window'],
  [-300_000, 'verified'],
  [0, 'verified'],
  [300_000, 'verified'],
  [300_001, 'timestamp-outside-window'],
  [360_000, 'timestamp-outside-window'],
])('a clock %i ms after the signature: %s', (distanceMs, verdict) => {
  expect(judge(signedHeaders(body), body, nowMs + distanceMs)).toBe(verdict);
});

test.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial', 'wechatpay-signature'])(
  'without %s it is not verified, but still claims to be signed',
  (name) => {
    const { [name]: _, ...rest } = signedHeaders(body);
    expect(judge(rest)).toBe('headers-missing');
    expect(claimsSignature((wanted) => rest[wanted])).toBe(true);
  },
);

test('no signature header at all claims nothing', () => {
  expect(claimsSignature(() => undefined)).toBe(false);
});

test('the signature type may be absent, but not another one', () => {
  const { 'wechatpay-signature-type': _, ...absent } = signedHeaders(body);
  expect(judge(absent)).toBe('verified');
  expect(judge({ ...absent, 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' })).toBe(
    'signature-type-unknown',
  );
});

test('a signature by another key is a mismatch, an unknown serial is said to be one', () => {
  expect(judge(signedHeaders(body, { key: otherKeys.privateKey }))).toBe('signature-mismatch');
  expect(judge(signedHeaders(body, { serial: 'PUB_KEY_ID_1' }))).toBe('serial-unknown');
  expect(judge(signedHeaders(body, { serial: wechatSerial.toLowerCase() }))).toBe('serial-unknown');
});

test.each(['WECHATPAY/SIGNTEST/', 'WECHATPAY/SIGNTEST/%%%', 'WECHATPAY/SIGNTEST/AAAA'])(
  'the probe %s fails and is named',
  (signature) => {
    expect(judge({ ...signedHeaders(body), 'wechatpay-signature': signature })).toBe(
      'signature-probe',
    );
  },
);

test('the border between nonce and body cannot be moved', () => {
  const headers = signedHeaders('first\nsecond');
  const moved = { ...headers, 'wechatpay-nonce': `${headers['wechatpay-nonce']}\nfirst` };
  expect(judge(headers, Buffer.from('first\nsecond'))).toBe('verified');
  expect(judge(moved, Buffer.from('second'))).toBe('header-malformed');
});

test.each(['', '-1', '1e9', ' 1770000000', '17700000000000', 'soon'])(
  'the timestamp %j is never read as a time',
  (timestamp) => {
    expect(judge({ ...signedHeaders(body), 'wechatpay-timestamp': timestamp })).not.toBe(
      'verified',
    );
  },
);

test.each(['/', ':', '0/', '1770000000:', '123456789012', '1.5', '+1'])(
  'the timestamp %j is malformed, not merely old',
  (timestamp) => {
    const headers = { ...signedHeaders(body), 'wechatpay-timestamp': timestamp };
    expect(judge(headers)).toBe('header-malformed');
  },
);

test.each(['0', '9', '19', '99999999999', '00000000009'])(
  'the timestamp %j is a time, read digit by digit',
  (timestamp) => {
    const headers = { ...signedHeaders(body), 'wechatpay-timestamp': timestamp };
    const atMs = Number(timestamp) * 1000;
    expect(judge(headers)).toBe('timestamp-outside-window');
    expect(judge(headers, body, atMs + 300_000)).toBe('signature-mismatch');
    expect(judge(headers, body, atMs + 300_001)).toBe('timestamp-outside-window');
  },
);

test.each([
  ['!', 'signature-mismatch'],
  ['~', 'signature-mismatch'],
  ['n'.repeat(128), 'signature-mismatch'],
  ['n'.repeat(129), 'header-malformed'],
  [' ', 'header-malformed'],
  ['a\u007f', 'header-malformed'],
  ['a\n', 'header-malformed'],
  ['\na', 'header-malformed'],
  ['é', 'header-malformed'],
])('the nonce %j: %s', (nonce, verdict) => {
  expect(judge({ ...signedHeaders(body), 'wechatpay-nonce': nonce })).toBe(verdict);
});

test('what was checked can be built again, of a mismatch too, and is not there when it never came to that', () => {
  const message = (headers: Record<string, string>) =>
    verifyAnswer({ header: (name) => headers[name], body, keyRing, nowMs }).message?.();
  const headers = signedHeaders(body);
  const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
  expect(message(headers)?.toString()).toBe(text);
  const mismatch = { ...headers, 'wechatpay-nonce': 'another' };
  expect(message(mismatch)?.toString()).toBe(text.replace(/\n.*?\n/, '\nanother\n'));
  expect(message({ ...headers, 'wechatpay-serial': 'PUB_KEY_ID_1' })).toBeUndefined();
});

test('what is verified cannot be changed afterwards', () => {
  const headers = signedHeaders(body);
  const verification = verifyAnswer({ header: (name) => headers[name], body, keyRing, nowMs });
  expect(Object.isFrozen(verification.headers)).toBe(true);
  expect(verification.headers.serial).toBe(wechatSerial);
});

test('no single flipped bit of body or headers verifies', () => {
  const headers = signedHeaders(body);
  const names = Object.keys(headers).filter((name) => name !== 'request-id');
  fc.assert(
    fc.property(fc.constantFrom('body', ...names), fc.nat(), (where, position) => {
      if (where === 'body') return judge(headers, flip(body, position)) !== 'verified';
      const value = flip(Buffer.from(headers[where] ?? '', 'latin1'), position).toString('latin1');
      return judge({ ...headers, [where]: value }) !== 'verified';
    }),
    { numRuns: 2000 },
  );
});

function flip(bytes: Buffer, position: number): Buffer {
  const flipped = Buffer.from(bytes);
  const bit = position % (bytes.length * 8);
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}
