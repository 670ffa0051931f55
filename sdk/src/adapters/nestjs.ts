import { expressNotifications } from './express.ts';

/**
 * Makes the NestJS middleware for WeChat's notifications, for Nest on Express and on Fastify.
 *
 * Mount it with `app.use(path, …)` before `app.listen()`: Nest puts its body parser behind it, and the raw body is
 * read as it came. As a `MiddlewareConsumer` or inside a controller it stands behind the parser: create the
 * application with `{ rawBody: true }` then, or every notification is answered 500 and one sentence says why.
 *
 * @example
 * const app = await NestFactory.create(AppModule);
 * app.use('/wechatpay/notifications', nestNotifications(wechatpay.notifications, {
 *   'TRANSACTION.SUCCESS': ({ resource }) => app.get(Orders).markPaid(resource),
 * }));
 */
export const nestNotifications = expressNotifications;
