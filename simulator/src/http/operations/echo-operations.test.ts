import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { startReceiver, startShop } from '../../testing/start-shop.ts';

test('the echo says back its message, re-encrypted for the merchant, and notifies', async () => {
  const receiver = await startReceiver();
  const { merchant, simulator } = await startShop();
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  const { publicKey, publicKeyId, merchantPrivateKey } = simulator.merchant;
  const sealed = publicEncrypt({ key: publicKey, ...padding }, Buffer.from('秘密'));
  const body = {
    echo_message: '你好',
    encrypted_echo_message: sealed.toString('base64'),
    notify_url: receiver.url,
  };
  const path = '/v3/security/echo';
  const { json } = await merchant.post(path, body, { 'Wechatpay-Serial': publicKeyId });
  expect(json.echo_message).toBe('你好');
  const returned = Buffer.from(String(json.encrypted_echo_message), 'base64');
  const opened = privateDecrypt({ key: merchantPrivateKey, ...padding }, returned);
  expect(opened.toString()).toBe('秘密');
  await receiver.arrival(1);
  const { resource } = JSON.parse(receiver.received[0]?.body ?? '');
  expect(JSON.parse(merchant.open(resource)).echo_message).toBe('你好');
  expect((await merchant.post(path, body)).json.message).toContain('Wechatpay-Serial');
});
