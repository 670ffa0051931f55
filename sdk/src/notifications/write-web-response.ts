import type { NotificationAnswer } from './notification-handlers.ts';

/** Writes an answer as a web `Response`. */
export function writeWebResponse({ status, headers, body }: NotificationAnswer): Response {
  return new Response(body ?? null, { status, headers });
}
