import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from './exchange.ts';
import { headerText } from './forward-request.ts';
import { readBody } from './read-body.ts';
import { relay } from './relay.ts';

/** What the page may ask of the simulator's control API; nothing else passes. */
const QUESTIONS: readonly {
  readonly path: RegExp;
  readonly name: Exchange['name'];
  /** Default POST. */
  readonly method?: 'GET';
}[] = [
  { path: /^\/login-codes$/, name: 'wx.login' },
  { path: /^\/phone-numbers$/, name: 'getPhoneNumber' },
  { path: /^\/subscriptions$/, name: 'wx.requestSubscribeMessage' },
  { path: /^\/subscribe-messages$/, name: 'subscribe-messages', method: 'GET' },
  { path: /^\/receipts$/, name: 'wx.openBusinessView' },
  { path: /^\/cashiers$/, name: 'wx.requestPayment' },
  { path: /^\/cashiers\/[\w-]+\/choice$/, name: 'wx.requestPayment.choice' },
];

/** Whether this path is a question to WeChat. */
export function isQuestionToWeChat(path: string): boolean {
  return QUESTIONS.some((question) => question.path.test(path));
}

/** Brings a question of the page to the simulator that plays WeChat. */
export async function askWeChat(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  simulatorUrl: string,
  onExchange: (exchange: Exchange) => void,
): Promise<void> {
  const question = QUESTIONS.find((known) => known.path.test(path));
  if (question === undefined || request.method !== 'POST') {
    response.writeHead(405, { allow: 'POST' }).end();
    return;
  }
  const url = `${simulatorUrl.replace(/\/$/, '')}/_simulator${path}`;
  const { name, method = 'POST' } = question;
  const body = await readBody(request);
  // Looking for messages is the phone's own doing: nobody wants to read of it every two seconds.
  const report = method === 'GET' ? () => undefined : onExchange;
  const answer = await relay(
    {
      name,
      openid: headerText(request, 'x-phone-openid'),
      method,
      target: url,
      shownUrl: url,
      headers: { 'content-type': 'application/json' },
      body: method === 'GET' ? Buffer.alloc(0) : body,
      signal: AbortSignal.timeout(30_000),
    },
    report,
  );
  if (!answer.reached) {
    response.writeHead(502, { 'x-phone-failure': encodeURIComponent(answer.reason) }).end();
    return;
  }
  response.writeHead(answer.response.status, { 'content-type': 'application/json' });
  response.end(answer.body);
}
