/** What the hash of an audit line is made of: JSON of its fields in this order, which no two lines share. */
export function auditText(line: {
  readonly merchantId: string;
  readonly number: number;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly details: string;
  readonly requestId: string | null;
  readonly previousHash: string;
}): string {
  return JSON.stringify([
    line.merchantId,
    line.number,
    line.atMs,
    line.actor,
    line.action,
    line.subject,
    line.details,
    line.requestId,
    line.previousHash,
  ]);
}

/** What stands before the first line. */
export const NO_HASH = '0'.repeat(64);
