import { linesThenBody } from './request-message.ts';

/** What WeChat signs of an answer or a notification. */
export interface AnswerToVerify {
  readonly timestamp: string;
  readonly nonce: string;
  /** What was received, byte for byte. */
  readonly body: string | Uint8Array;
}

/**
 * Builds the three lines WeChat signs on answers and notifications; each ends in LF, the last too.
 *
 * An empty body gives an empty third line.
 *
 * @see verifying answers, document 4013053249
 */
export function answerMessage({ timestamp, nonce, body }: AnswerToVerify): Buffer {
  return linesThenBody(`${timestamp}\n${nonce}\n`, body);
}

/** The same bytes in parts, so that a body need not be copied to be verified. */
export function answerParts({ timestamp, nonce, body }: AnswerToVerify) {
  return [`${timestamp}\n${nonce}\n`, body, '\n'] as const;
}
