import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyError, type FastifyRequest } from 'fastify';
import type { House, LiveFeed } from '../ports.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { auditRequests } from './audit-requests.ts';
import { auditRoutes } from './audit-routes.ts';
import { authenticate } from './authenticate.ts';
import { authenticateMerchant } from './authenticate-merchant.ts';
import { authenticatePerson } from './authenticate-person.ts';
import { billFileRoutes } from './bill-file-routes.ts';
import { billRoutes } from './bill-routes.ts';
import { compatibleRoutes } from './compatible-routes.ts';
import { compileOnFirstUse } from './compile-on-first-use.ts';
import { type ConsoleFolder, consoleFiles } from './console-files.ts';
import { consoleMerchantRoutes } from './console-merchant-routes.ts';
import { consoleSessionRoutes } from './console-session-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { eventRoutes } from './event-routes.ts';
import type { HttpApp } from './http-app.ts';
import { jobRoutes } from './job-routes.ts';
import { liveRoutes } from './live-routes.ts';
import { merchantKeyRoutes } from './merchant-key-routes.ts';
import { merchantOrderRoutes } from './merchant-order-routes.ts';
import { merchantProductRoutes } from './merchant-product-routes.ts';
import { merchantRefundRoutes } from './merchant-refund-routes.ts';
import { merchantRoutes } from './merchant-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { miniProgramRoutes } from './mini-program-routes.ts';
import { notificationRoutes } from './notification-routes.ts';
import { observeRequests, type RequestObserver } from './observe-requests.ts';
import { operationRoutes } from './operation-routes.ts';
import { orderRecordRoutes } from './order-record-routes.ts';
import { overviewRoutes } from './overview-routes.ts';
import { payerRoutes } from './payer-routes.ts';
import { HttpProblem, sendProblem, toProblem } from './problem.ts';
import { demandNoNul, refuseNul } from './refuse-nul.ts';
import { recordRoutes } from './route-table.ts';
import { sessionRoutes } from './session-routes.ts';
import { setupRoutes } from './setup-routes.ts';
import { shippingRoutes } from './shipping-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { userRoutes } from './user-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** The limits of the HTTP surface. */
export interface HttpOptions {
  /** Requests per minute from one address. Default 1200. */
  readonly maxPerAddressPerMinute?: number;
  /** Requests per minute of one session. Default 300. */
  readonly maxPerSessionPerMinute?: number;
  /** Requests per minute of one API key. Default 1200. */
  readonly maxPerKeyPerMinute?: number;
  /** Attempts to sign in to the console, and answers to links, per minute from one address. Default 20. */
  readonly maxSignInsPerMinute?: number;
  /** How many reverse proxies stand before the server and set X-Forwarded-For. Default 0. */
  readonly trustedProxies?: number;
  /** Where the built console is; null: it was not built. Default: there is no `/console`. */
  readonly consoleFolder?: ConsoleFolder;
  /** Tells what changes as it happens. Default: nothing does, and there is no live stream. */
  readonly live?: LiveFeed;
  /** Watches requests. Default nobody. */
  readonly observer?: RequestObserver;
  /** Is each connection to be closed with its next answer? Default never, until the app is closed. */
  readonly isDraining?: () => boolean;
}

/** The largest body of a request that is not a notification: 64 KiB. */
const MAX_BODY_BYTES = 65_536;

/** Builds the HTTP surface of a house of merchants; it does not listen. */
export async function createHttpApp(house: House, options: HttpOptions = {}): Promise<HttpApp> {
  const app: HttpApp = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: (_address, hop) => hop < (options.trustedProxies ?? 0),
    genReqId: () => house.random.uuid(),
    // A request id that the client chose could be another's: it is always ours.
    requestIdHeader: false,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  compileOnFirstUse(app);
  observeRequests(app, options.observer);
  recordRoutes(app);
  refuseNul(app);
  closeGracefully(app, options.isDraining ?? (() => false));
  answerProblems(app, house);
  readJsonOnly(app);
  await app.register(helmet);
  await app.register(rateLimit, {
    max: options.maxPerAddressPerMinute ?? 1_200,
    timeWindow: 60_000,
    hook: 'onRequest',
  });
  await app.register(swagger, { openapi: OPENAPI });

  operationRoutes(app, house);
  sessionRoutes(app, house);
  await app.register(async (scope: HttpApp) => {
    authenticate(scope, house, options.maxPerSessionPerMinute ?? 300);
    payerRoutes(scope);
  });
  await app.register(async (scope: HttpApp) => {
    authenticateMerchant(scope, house, options.maxPerKeyPerMinute ?? 1_200);
    auditRequests(scope);
    merchantRoutes(scope);
    merchantOrderRoutes(scope, house);
    merchantRefundRoutes(scope);
    merchantProductRoutes(scope);
    merchantKeyRoutes(scope, house);
    apiKeyRoutes(scope, house);
    shippingRoutes(scope);
    billRoutes(scope);
    webhookRoutes(scope);
    eventRoutes(scope);
    auditRoutes(scope);
    overviewRoutes(scope);
    orderRecordRoutes(scope);
    billFileRoutes(scope);
    jobRoutes(scope);
    setupRoutes(scope, house);
    miniProgramRoutes(scope, house);
    if (options.live) liveRoutes(scope, house, options.live);
    userRoutes(scope, house);
  });
  await app.register(async (scope: HttpApp) => {
    signInRoutes(scope, house, options.maxSignInsPerMinute ?? 20);
  });
  await app.register(async (scope: HttpApp) => {
    authenticatePerson(scope, house);
    consoleSessionRoutes(scope, house);
    consoleMerchantRoutes(scope, house);
  });
  await app.register(async (scope: HttpApp) => compatibleRoutes(scope, house));
  await app.register(async (scope: HttpApp) => notificationRoutes(scope, house));
  await app.register(async (scope: HttpApp) => messageRoutes(scope, house));
  docsRoutes(app);
  const { consoleFolder } = options;
  if (consoleFolder !== undefined) {
    await app.register(async (scope: HttpApp) => consoleFiles(scope, consoleFolder));
  }
  return app;
}

const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Yifen payment server',
    version: '1',
    description:
      'Takes payments in a WeChat mini-program. Money is integer fen, times are RFC 3339.',
  },
  components: {
    securitySchemes: {
      session: { type: 'http', scheme: 'bearer' },
      apiKey: { type: 'http', scheme: 'bearer', description: 'an API key, `yk_…`' },
    },
  },
} as const;

/**
 * Once the app is closing, requests under way, and those on connections that are open already, are
 * still answered; each answer ends its connection, which would else keep the server waiting.
 */
function closeGracefully(app: HttpApp, isDraining: () => boolean): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing || isDraining()) reply.header('connection', 'close');
    done(null, payload);
  });
}

function answerProblems(app: HttpApp, house: House): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply) => {
    const problem = toProblem(error, request.id);
    if (problem.code === 'internal_error' || problem.code === 'temporarily_unavailable') {
      house.log.event('http.failed', {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? '',
        error: error.stack ?? error.message,
      });
    }
    sendProblem(request, reply, error);
  });
  app.setNotFoundHandler((request, reply) => {
    sendProblem(request, reply, new HttpProblem('route_not_found'));
  });
}

/** `wx.request` says application/json also when it sends nothing: that is no body, not a bad one. */
function readJsonOnly(app: HttpApp): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    demandNoNul(text);
    if (text.length === 0) done(null, undefined);
    else parse(request, text, done);
  });
}
