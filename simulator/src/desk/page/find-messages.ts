/** The messages that a reader looks for. */
import type { FlowEvent } from './wire.ts';

/**
 * The messages in which each word of the search stands: in name, order number, address, outcome or note, in any case.
 *
 * Without a word all of them, the very same list.
 */
export function findMessages(messages: readonly FlowEvent[], search: string): readonly FlowEvent[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return messages;
  return messages.filter((message) => {
    const text = textOf(message);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ name, outTradeNo, outcome, request, response, note }: FlowEvent): string {
  const parts = [name, outTradeNo, outcome, request?.method, request?.url, response?.status, note];
  return parts.join('\n').toLowerCase();
}
