import type { RecordedEvent } from './ask-simulator.ts';

/** Writes one recorded message as one line: time, step, who to whom, what, and how it ended. */
export function describeEvent(event: RecordedEvent): string {
  const { atMs, step, from, to, name, outcome, outTradeNo, request, response, dialog, note } =
    event;
  const time = new Date(atMs + 8 * 3_600_000).toISOString().slice(11, 19);
  const number = step === null ? '  ' : String(step).padStart(2);
  const mark = { ok: '✓', refused: '✗', failed: '✗', pending: '…' }[outcome];
  const way = from === to ? from : `${from} → ${to}`;
  const wire = [
    request && `${request.method} ${request.url}`,
    response && `[${response.status}]`,
    dialog && `“${dialog}”`,
    note,
    outTradeNo,
  ].filter((part) => part !== undefined);
  return `${time}  ${number} ${mark} ${way.padEnd(24)} ${name.padEnd(22)} ${wire.join('  ')}`.trimEnd();
}
