import { createHash } from 'node:crypto';

/** A statement that the database parses and plans once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names a statement by its text: the same text is the same prepared statement, in every process. */
export function statement(text: string): Statement {
  const digest = createHash('sha256').update(text).digest('hex');
  return Object.freeze({ name: `yifen_${digest.slice(0, 16)}`, text });
}
