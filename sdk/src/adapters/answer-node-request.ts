import type {
  AnswerOptions,
  NotificationAnswer,
  NotificationHandlers,
} from '../notifications/notification-handlers.ts';
import type { NodeRequest, NodeResponse } from './node-request.ts';
import type { NotificationReceiver } from './notification-receiver.ts';
import { readNodeBody } from './read-node-body.ts';

/** Reads a Node request raw and says what to answer. @throws what reading throws when the connection breaks */
export async function answerNodeRequest(
  receiver: NotificationReceiver,
  request: NodeRequest,
  handlers: NotificationHandlers,
  options?: AnswerOptions,
): Promise<NotificationAnswer> {
  const body = await readNodeBody(request);
  return receiver.answer({ headers: request.headers, body }, handlers, options);
}

/** Writes an answer to a Node response. */
export function writeNodeAnswer(
  response: NodeResponse,
  { status, headers, body }: NotificationAnswer,
): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}
