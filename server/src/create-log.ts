import { type DestinationStream, pino } from 'pino';
import type { Config } from './config/config.ts';
import { LOG_FIELDS } from './log-fields.ts';
import type { Log } from './ports.ts';

/** Sees every event of the server as it happens; what it throws is ignored. */
export type EventListener = (
  name: string,
  fields: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** Events that somebody should look at; a name that ends in `failed` is an error. */
const WARNINGS: readonly string[] = [
  'notification.refused',
  'notification.unknown-order',
  'order.disputed',
  'poll.given-up',
  'webhook.endpoint-disabled',
  'webhook.exhausted',
  'wechat.failed',
];

/** What is held back until there is room again; what comes on top of that is dropped. */
const MOST_HELD_CHARACTERS = 1_048_576;

/** Who else hears of events, and what is added to them. */
export interface LogOptions {
  readonly onEvent?: EventListener;
  /** The request in which an event happens. */
  readonly requestId?: () => string | null;
  /** Where the lines go. Default standard output. */
  readonly destination?: DestinationStream;
}

/**
 * Creates the log: one JSON line per event on standard output. Only fields of the list in `log-fields.ts` are written:
 * one that nobody has thought about is not.
 */
export function createLog(level: Config['logLevel'], log: LogOptions = {}): Log {
  const { onEvent, requestId, destination } = log;
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  const logger = pino(options, destination ?? standardOutput());
  return Object.freeze<Log>({
    event(name, fields) {
      const request = requestId?.() ?? null;
      const known = request === null ? {} : { requestId: request };
      logger[levelOf(name)]({ event: name, ...known, ...writable(fields) });
      try {
        onEvent?.(name, fields);
      } catch {
        // A spectator must not stop a payment.
      }
    },
  });
}

/** Standard output, which may be a file on a disk that is full: lines are lost then, and not the payments. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true, maxLength: MOST_HELD_CHARACTERS });
  output.on('error', () => {});
  return output;
}

function writable(fields: Parameters<Log['event']>[1]): Parameters<Log['event']>[1] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => LOG_FIELDS.has(name)));
}

function levelOf(name: string): 'info' | 'warn' | 'error' {
  if (WARNINGS.includes(name)) return 'warn';
  return name.endsWith('failed') ? 'error' : 'info';
}
