import { once } from 'node:events';
import { createSimulator } from '@yifen/simulator';
import express from 'express';
import { expect, test } from 'vitest';
import { expressNotifications } from '../adapters/express.ts';
import { createWechatPay } from '../create-wechatpay.ts';
import { createMemoryNotificationStore } from './create-memory-notification-store.ts';

test('a payment at the simulator is notified, compared with its order, and acknowledged', async () => {
  const simulator = await createSimulator({ seed: 7 });
  const { merchant, url: baseUrl } = simulator;
  const { appid, mchid } = merchant;
  const wechatpay = createWechatPay({
    mchid,
    merchantSerial: merchant.merchantSerial,
    privateKey: merchant.merchantPrivateKey,
    apiV3Key: merchant.apiV3Key,
    platformKeys: [{ serial: merchant.publicKeyId, publicKey: merchant.publicKey }],
    baseUrl,
  });
  const { openid } = await simulator.loginCode();
  const handled = Promise.withResolvers<string>();
  const answered = Promise.withResolvers<number>();
  const app = express();
  app.use((_request, response, next) => {
    response.on('finish', () => answered.resolve(response.statusCode));
    next();
  });
  const order = { appid, out_trade_no: 'T00007', amount: { total: 100 }, payer: { openid } };
  app.post(
    '/notify',
    expressNotifications(
      wechatpay.notifications,
      {
        'TRANSACTION.SUCCESS': (notification) => {
          wechatpay.notifications.expect(notification, { ...order, mchid });
          handled.resolve(notification.resource.transaction_id);
        },
      },
      { store: createMemoryNotificationStore() },
    ),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const notify_url = `http://127.0.0.1:${port}/notify`;
  const placed = await wechatpay.jsapi.prepay({ ...order, description: '茶', notify_url });
  await simulator.pay({ openid, ...placed.requestPayment });
  expect(await answered.promise).toBe(204);
  expect(await handled.promise).toMatch(/^42\d+$/);
  server.close();
  server.closeAllConnections();
  wechatpay.close();
  await simulator.close();
});
