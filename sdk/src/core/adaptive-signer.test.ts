import { expect, test } from 'vitest';
import { merchantKeys } from '../testing/test-wechat.ts';
import { createAdaptiveSigner } from './adaptive-signer.ts';
import { signRsa } from './sign-rsa.ts';

const message = Buffer.from('POST\n');
const signature = signRsa(message, merchantKeys.privateKey);

/** Resolves with whether the signature was there before the event loop could turn, as only this thread can do it. */
async function isSynchronous(sign: Promise<unknown>): Promise<boolean> {
  let done = false;
  void sign.then(() => {
    done = true;
  });
  for (let microtasks = 0; microtasks < 20; microtasks += 1) await undefined;
  const synchronous = done;
  await sign;
  return synchronous;
}

test('one signature after another is made on the calling thread', async () => {
  const signer = createAdaptiveSigner(merchantKeys.privateKey);
  for (let round = 0; round < 3; round += 1) {
    expect(await signer.sign(message)).toBe(signature);
    expect(await isSynchronous(signer.sign(message))).toBe(true);
  }
});

test('signatures asked for in the same moment, or while one is under way, go to the pool', async () => {
  const signer = createAdaptiveSigner(merchantKeys.privateKey);
  const many = [1, 2, 3].map(() => signer.sign(message));
  const late = isSynchronous(signer.sign(message));
  expect(await Promise.all(many)).toEqual([signature, signature, signature]);
  expect(await late).toBe(false);
  expect(await isSynchronous(signer.sign(message))).toBe(true);
});

test('a client with other calls under way leaves its thread to them', async () => {
  const load = { callsUnderWay: 2 };
  const signer = createAdaptiveSigner(merchantKeys.privateKey, load);
  expect(await isSynchronous(signer.sign(message))).toBe(false);
  load.callsUnderWay = 1;
  expect(await isSynchronous(signer.sign(message))).toBe(true);
});
