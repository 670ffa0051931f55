import { NetworkError } from '../core/errors/network-error.ts';
import { TimeoutError } from '../core/errors/timeout-error.ts';
import { TransportError } from '../core/errors/transport-error.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

/**
 * Sends one request; a transport's failure comes back as an error that says whether it may have been executed.
 *
 * The error is returned, not thrown, so that callers can record the attempt before they throw it.
 */
export async function send(
  transport: Transport,
  request: TransportRequest,
): Promise<TransportAnswer | NetworkError | TimeoutError> {
  if (request.signal?.aborted) {
    return new NetworkError({ sent: false, aborted: true, reason: 'before it was sent' });
  }
  try {
    return await transport(request);
  } catch (error) {
    return explainFailure(error, request.timeoutMs);
  }
}

/**
 * Turns what a transport threw into an error that says whether the request may have been executed.
 *
 * The original error is not kept as a cause: HTTP libraries hang whole requests on theirs.
 */
export function explainFailure(error: unknown, timeoutMs: number): NetworkError | TimeoutError {
  if (!(error instanceof TransportError)) {
    return new NetworkError({ sent: true, aborted: false, reason: 'the transport failed' });
  }
  const { sent, aborted, timedOut, message } = error;
  if (timedOut && sent) return new TimeoutError(timeoutMs);
  return new NetworkError({ sent, aborted, reason: message });
}
