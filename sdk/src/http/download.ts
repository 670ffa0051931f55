import { explainFailure } from './send.ts';
import type { TransportAnswer } from './transport.ts';

/**
 * Reads a downloaded body piece by piece; a transport that answered whole gives one piece.
 *
 * @throws NetworkError, TimeoutError when the connection fails on the way
 */
export async function* readChunks(
  answer: TransportAnswer,
  timeoutMs: number,
): AsyncGenerator<Uint8Array, void> {
  if (answer.chunks === undefined) {
    yield answer.body;
    return;
  }
  try {
    yield* answer.chunks;
  } catch (error) {
    throw explainFailure(error, timeoutMs);
  }
}
