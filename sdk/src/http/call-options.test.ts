import { expect, test } from 'vitest';
import { answerMessage } from '../core/answer-message.ts';
import { verifyRsa } from '../core/verify-rsa.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import { answer, scripted, testOptions, wechatKeys, wechatSerial } from '../testing/test-wechat.ts';
import type { SignedAnswer } from './call-options.ts';

const transaction = {
  appid: 'wx0000000000000001',
  mchid: testOptions(scripted(() => answer(204)).transport).mchid,
  out_trade_no: 'T00001',
  trade_state: 'NOTPAY',
};

async function seen(reply: Parameters<typeof answer>): Promise<SignedAnswer[]> {
  const { transport } = scripted(() => answer(...reply));
  const { orders } = createWechatPay(testOptions(transport));
  const answers: SignedAnswer[] = [];
  const onVerified = (signed: SignedAnswer) => void answers.push(signed);
  await orders.query({ out_trade_no: 'T00001' }, { onVerified }).catch(() => undefined);
  return answers;
}

test('a verified answer is handed over with the bytes that verify again', async () => {
  const [signed] = await seen([200, transaction]);
  if (!signed) throw new Error('nothing was handed over');
  expect(JSON.parse(Buffer.from(signed.body).toString())).toEqual(transaction);
  expect(signed).toMatchObject({ serial: wechatSerial, requestId: '08F78BB5AF0610D302-0' });
  expect(verifyRsa(answerMessage(signed), signed.signature, wechatKeys.publicKey)).toBe(true);
});

test('an answer that did not verify is never handed over, nor a refusal', async () => {
  expect(await seen([200, transaction, {}])).toEqual([]);
  expect(await seen([404, { code: 'ORDER_NOT_EXIST', message: '' }])).toEqual([]);
});
