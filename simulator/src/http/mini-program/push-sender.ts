import type { FlowLog } from '../../platform/flow-log.ts';
import type { MessagePusherParts } from '../../platform/mini-program/message-pusher.ts';
import type { System } from '../../system.ts';

/** What sending a pushed message takes. */
export interface PushSenderParts {
  readonly flow: FlowLog;
  readonly deliver: System['deliver'];
  /** How long a receiver may take, in milliseconds of the machine's time. */
  readonly timeoutMs: number;
}

/** Makes the function that carries a pushed message, or the check of its address, to the merchant's server. */
export function createPushSender({
  flow,
  deliver,
  timeoutMs,
}: PushSenderParts): MessagePusherParts['send'] {
  return async ({ method, url, body, format, content }) => {
    const headers: Record<string, string> = {
      Accept: '*/*',
      'User-Agent': 'Mozilla/4.0',
      ...(method === 'POST'
        ? {
            'Content-Type': format === 'json' ? 'application/json' : 'text/xml',
            'Content-Length': String(Buffer.byteLength(body)),
          }
        : {}),
    };
    const answer = await deliver({ method, url, headers, body, timeoutMs });
    flow.record({
      step: null,
      from: 'wechat',
      to: 'server',
      name: method === 'GET' ? 'message.check' : 'message.push',
      outcome: 'failure' in answer ? 'failed' : answer.status === 200 ? 'ok' : 'refused',
      request: { method, url, headers, body },
      ...('failure' in answer
        ? { note: answer.failure }
        : { response: { status: answer.status, body: answer.body } }),
      ...(content === '' ? {} : { decrypted: content }),
    });
    return answer;
  };
}
