import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { adapterPromises, closing, type ServerUnderTest } from '../testing/adapter-promises.ts';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import { createReceiver } from '../testing/receiver.ts';
import { signedHeaders } from '../testing/test-wechat.ts';
import { expressNotifications } from './express.ts';

async function listen(app: express.Express) {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/notify`, close: closing(server) };
}

adapterPromises(async ({ receiver, handlers, options, behindParser }: ServerUnderTest) => {
  const app = express();
  if (behindParser) app.use(express.json());
  app.post('/notify', expressNotifications(receiver, handlers, options));
  // What comes after it may be parsed as ever.
  app.use(express.json());
  return listen(app);
});

test('bytes that express.raw() kept are as good as the stream', async () => {
  const body = notice('TRANSACTION.SUCCESS', samples.paid);
  const app = express();
  app.use(express.raw({ type: '*/*' }));
  app.post('/notify', expressNotifications(createReceiver(), { otherwise: () => {} }));
  const server = await listen(app);
  const headers = { 'content-type': 'application/json', ...signedHeaders(body) };
  const init = { method: 'POST', headers, body: Uint8Array.from(body) };
  expect((await fetch(server.url, init)).status).toBe(204);
  await server.close();
});
