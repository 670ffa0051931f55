import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { documentationPublicKey, officialVectors as official } from '../testing/vectors.ts';
import { answerMessage } from './answer-message.ts';
import { authorizationHeader } from './authorization-header.ts';
import { paySignMessage } from './pay-sign-message.ts';
import { requestMessage } from './request-message.ts';
import { verifyRsa } from './verify-rsa.ts';

const key = createPublicKey(documentationPublicKey);
const { timestamp, nonce } = official;

test.each(['post', 'get'] as const)('the official %s request signature verifies', (name) => {
  const { signature, ...request } = official[name];
  const message = requestMessage({ ...request, timestamp, nonce });
  expect(verifyRsa(message, signature, key)).toBe(true);
});

test('the official POST message is 372 bytes long, the last line feed included', () => {
  const message = requestMessage({ ...official.post, timestamp, nonce });
  expect(message).toHaveLength(372);
  expect(message.at(-1)).toBe(0x0a);
});

test('a body given as bytes makes the same message as its text', () => {
  const body = Buffer.from(official.post.body);
  expect(requestMessage({ ...official.post, body, timestamp, nonce })).toEqual(
    requestMessage({ ...official.post, timestamp, nonce }),
  );
});

test.each([
  ['mini-program', `prepay_id=${official.prepayId}`, official.miniProgramSignature],
  ['app', official.prepayId, official.appSignature],
])('the official %s payment signature verifies', (_name, wxPackage, signature) => {
  const { appId } = official;
  const message = paySignMessage({
    appId,
    timeStamp: timestamp,
    nonceStr: nonce,
    package: wxPackage,
  });
  expect(verifyRsa(message, signature, key)).toBe(true);
});

test('without its last line feed the official message does not verify', () => {
  const message = requestMessage({ ...official.get, timestamp, nonce });
  expect(verifyRsa(message.subarray(0, -1), official.get.signature, key)).toBe(false);
});

test('an answer without a body is signed over an empty third line', () => {
  const expected = '1554208460\nabc\n\n';
  expect(answerMessage({ timestamp, nonce: 'abc', body: '' }).toString()).toBe(expected);
  expect(answerMessage({ timestamp, nonce: 'abc', body: Buffer.alloc(0) }).toString()).toBe(
    expected,
  );
});

test('the Authorization header has the documented grammar', () => {
  const { mchid, serial } = official;
  expect(authorizationHeader({ mchid, serial, timestamp, nonce, signature: 'c2ln' })).toBe(
    'WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="593BEC0C930BF1AFEB40B4A08C8FB242",' +
      'signature="c2ln",timestamp="1554208460",serial_no="408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB"',
  );
});

test.each([
  ['a probe', 'WECHATPAY/SIGNTEST/abc='],
  ['white space', `${official.get.signature.slice(0, 76)}\n${official.get.signature.slice(76)}`],
  ['the URL alphabet', official.get.signature.replaceAll('+', '-').replaceAll('/', '_')],
  ['missing padding', official.get.signature.replace(/=+$/, '')],
  ['a stray bit in the last character', official.get.signature.replace(/A==$/, 'B==')],
  ['nothing', ''],
])('a signature in base64 with %s is false, not an exception', (_name, signature) => {
  const message = requestMessage({ ...official.get, timestamp, nonce });
  expect(verifyRsa(message, signature, key)).toBe(false);
});
