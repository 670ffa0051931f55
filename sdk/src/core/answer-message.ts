import { linesThenBody } from './request-message.ts';

/**
 * Builds the three lines WeChat signs on answers and notifications; each ends in LF, the last too.
 *
 * `body` is what was received, byte for byte; an empty body gives an empty third line.
 *
 * @see verifying answers, document 4013053249
 */
export function answerMessage(answer: {
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string | Uint8Array;
}): Buffer {
  return linesThenBody(`${answer.timestamp}\n${answer.nonce}\n`, answer.body);
}
