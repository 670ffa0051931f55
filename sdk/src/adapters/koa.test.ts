import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';
import { adapterPromises, closing } from '../testing/adapter-promises.ts';
import { koaNotifications } from './koa.ts';

adapterPromises(async ({ receiver, handlers, options, behindParser }) => {
  const app = new Koa();
  if (behindParser) app.use(bodyParser());
  app.use(koaNotifications(receiver, handlers, options));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/notify`, close: closing(server) };
});
