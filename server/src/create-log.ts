import { type DestinationStream, pino } from 'pino';
import type { Config } from './config/config.ts';
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

/**
 * Creates the log: one JSON line per event on standard output, and every event to `onEvent`.
 *
 * @param destination Where the lines go. Default standard output.
 */
export function createLog(
  level: Config['logLevel'],
  onEvent?: EventListener,
  destination?: DestinationStream,
): Log {
  const options = {
    level,
    base: null,
    // Useful to watch, too long to keep; it holds no secret, but it is the merchant's.
    redact: { paths: ['signedText'], remove: true },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return Object.freeze<Log>({
    event(name, fields) {
      logger[levelOf(name)]({ event: name, ...fields });
      try {
        onEvent?.(name, fields);
      } catch {
        // A spectator must not stop a payment.
      }
    },
  });
}

function levelOf(name: string): 'info' | 'warn' | 'error' {
  if (WARNINGS.includes(name)) return 'warn';
  return name.endsWith('failed') ? 'error' : 'info';
}
