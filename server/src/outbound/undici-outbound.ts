import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { Agent, type Dispatcher, errors } from 'undici';
import type { DeliveryFailure, Outbound, OutgoingWebhook, WebhookAnswer } from '../ports.ts';
import { isAddressAllowed } from './forbidden-addresses.ts';
import { judgeUrl } from './judge-url.ts';
import { signWebhook } from './sign-webhook.ts';

/** How much of an answer is read, so that the connection can be used again. */
const MAX_READ_BYTES = 65_536;
/** How much of it is kept. */
const MAX_KEPT_BYTES = 2_048;

/** Resolves a name to all its addresses. */
export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** How webhooks are sent; every value has a default. */
export interface OutboundOptions {
  /** Allows receivers on this machine, by http too, and in private networks. Default false. */
  readonly allowPrivate?: boolean;
  /** For one webhook, from resolving the name to the status of the answer. Default 15,000. */
  readonly timeoutMs?: number;
  /** Default: the operating system's. */
  readonly resolve?: Resolve;
}

/** The way out, and how to leave it. */
export interface UndiciOutbound extends Outbound {
  close(): Promise<void>;
}

/**
 * Creates the way out to merchants' systems. A name is resolved when the connection is made, all its
 * addresses are judged, and the connection goes to one of those that were judged: a name that means
 * something else a moment later leads nowhere else. One forbidden address among them refuses all.
 *
 * The status of an answer is the verdict; whatever its body does afterwards, a bounded part of it is
 * read in the time that is left.
 */
export function createUndiciOutbound(options: OutboundOptions = {}): UndiciOutbound {
  const { allowPrivate = false, timeoutMs = 15_000, resolve = resolveBySystem } = options;

  function resolveChecked(
    hostname: string,
    done: (error: OutboundError | null, addresses: readonly LookupAddress[]) => void,
  ): void {
    resolve(hostname, (error, addresses) => {
      if (error !== null || addresses.length === 0)
        return done(new OutboundError('unresolvable'), []);
      const isAllowed = addresses.every(({ address }) => isAddressAllowed(address, allowPrivate));
      if (!isAllowed) return done(new OutboundError('forbidden-address'), []);
      done(null, addresses);
    });
  }

  /** In the form in which sockets ask. */
  function lookupChecked(
    hostname: string,
    asked: LookupOptions,
    done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ): void {
    resolveChecked(hostname, (error, addresses) => {
      const first = addresses[0];
      if (error !== null || first === undefined) return done(error, '');
      if (asked.all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  }

  const agent = new Agent({
    connections: 32,
    connect: { lookup: lookupChecked, timeout: timeoutMs },
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
  });

  return Object.freeze<UndiciOutbound>({
    async inspect(text) {
      const judged = judgeUrl(text, allowPrivate);
      if (judged.problem !== null) return judged.problem;
      const { hostname } = judged.url;
      if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return null;
      const { promise, resolve: settle } = Promise.withResolvers<OutboundError | null>();
      resolveChecked(hostname, settle);
      const error = await promise;
      return error === null ? null : error.problem;
    },
    async send(webhook) {
      const judged = judgeUrl(webhook.url, allowPrivate);
      if (judged.problem !== null) return failed(judged.problem);
      return exchange(agent, judged.url, webhook, timeoutMs);
    },
    // Answers under way belong to loops that have been stopped by then: nobody waits for them.
    close: () => agent.destroy(),
  });
}

function exchange(
  agent: Agent,
  url: URL,
  webhook: OutgoingWebhook,
  timeoutMs: number,
): Promise<WebhookAnswer> {
  const { promise, resolve } = Promise.withResolvers<WebhookAnswer>();
  let controller: Dispatcher.DispatchController | undefined;
  let verdict: Pick<WebhookAnswer, 'status' | 'retryAfter'> | undefined;
  let isOver = false;
  let length = 0;
  const chunks: Buffer[] = [];

  function end(failure: DeliveryFailure): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(limit);
    resolve(verdict ? { ...verdict, failure: null, answer: textOf(chunks) } : failed(failure));
    controller?.abort(new Error('over'));
  }

  const limit = setTimeout(() => end('timeout'), timeoutMs);

  agent.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: headersOf(webhook),
      body: webhook.body,
    },
    {
      onRequestStart(started) {
        if (isOver) started.abort(new Error('over'));
        else controller = started;
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return;
        const retryAfter = headers['retry-after'];
        verdict = { status, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
      },
      onResponseData(_controller, chunk) {
        // A view into the socket's buffer would keep all of it.
        if (length < MAX_KEPT_BYTES)
          chunks.push(Buffer.from(chunk.subarray(0, MAX_KEPT_BYTES - length)));
        length += chunk.length;
        if (length > MAX_READ_BYTES) end('unreadable-answer');
      },
      onResponseEnd: () => end('unreadable-answer'),
      onResponseError: (_controller, error) => end(failureOf(error)),
    },
  );
  return promise;
}

function headersOf(webhook: OutgoingWebhook): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Yifen-Webhooks/1.0',
    'webhook-id': webhook.id,
    'webhook-timestamp': String(webhook.timestampSeconds),
    'webhook-signature': signWebhook(webhook, webhook.secrets),
  };
}

/** A refusal of ours on the way to a connection. */
class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly problem: 'unresolvable' | 'forbidden-address';

  constructor(problem: OutboundError['problem']) {
    super(problem);
    this.problem = problem;
  }
}

function failureOf(error: Error): DeliveryFailure {
  if (error instanceof OutboundError) return error.problem;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME)/.test(code)) {
    return 'tls-failed';
  }
  return error instanceof errors.HTTPParserError ? 'unreadable-answer' : 'connection-broken';
}

function failed(failure: DeliveryFailure): WebhookAnswer {
  return { status: null, failure, answer: '', retryAfter: null };
}

/** What people can read of it, and a database can keep. */
function textOf(chunks: readonly Buffer[]): string {
  const text = Buffer.concat(chunks).toString('utf8');
  return text.replace(/\p{Cc}/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : '\ufffd'));
}

function resolveBySystem(...[hostname, done]: Parameters<Resolve>): void {
  lookup(hostname, { all: true, verbatim: true }, (error, addresses) => done(error, addresses));
}
