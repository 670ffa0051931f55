import 'reflect-metadata';
import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect, test } from 'vitest';
import { adapterPromises } from '../testing/adapter-promises.ts';
import { notice } from '../testing/notice.ts';
import { samples } from '../testing/notification-samples.ts';
import { createReceiver } from '../testing/receiver.ts';
import { signedHeaders } from '../testing/test-wechat.ts';
import type { ExpressHandler } from './express.ts';
import { nestNotifications } from './nestjs.ts';

/** A module whose middleware is the handler: Nest runs it behind its own body parser. */
function moduleWith(handler: ExpressHandler) {
  class NotificationModule implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      consumer.apply(handler).forRoutes('notify');
    }
  }
  Module({})(NotificationModule);
  return NotificationModule;
}

class EmptyModule {}
Module({})(EmptyModule);

adapterPromises(async ({ receiver, handlers, options, behindParser }) => {
  const handler = nestNotifications(receiver, handlers, options);
  const app = await NestFactory.create(behindParser ? moduleWith(handler) : EmptyModule, {
    logger: false,
  });
  if (!behindParser) app.use('/notify', handler);
  await app.listen(0, '127.0.0.1');
  return { url: `${await app.getUrl()}/notify`, close: () => app.close() };
});

test('behind the parser of Nest it uses the raw body that `rawBody: true` keeps', async () => {
  const body = notice('TRANSACTION.SUCCESS', samples.paid);
  const handler = nestNotifications(createReceiver(), { otherwise: () => {} });
  const app = await NestFactory.create(moduleWith(handler), { logger: false, rawBody: true });
  await app.listen(0, '127.0.0.1');
  const headers = { 'content-type': 'application/json', ...signedHeaders(body) };
  const init = { method: 'POST', headers, body: Uint8Array.from(body) };
  expect((await fetch(`${await app.getUrl()}/notify`, init)).status).toBe(204);
  await app.close();
});
