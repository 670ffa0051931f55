import { auditText, NO_HASH } from '../ledger/audit-text.ts';
import type { AuditLine, Clock, Secrets, Store } from '../ports.ts';

/** How often a number is tried for that others took first. */
const MAX_ATTEMPTS = 50;

/** What is noted of an action. */
export interface AuditNote {
  readonly merchantId: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
}

/** What it takes to keep the log. */
export interface AuditPorts {
  readonly store: Pick<Store, 'lastAuditLine' | 'appendAuditLine' | 'listAuditLines'>;
  readonly secrets: Pick<Secrets, 'digest'>;
  readonly clock: Clock;
}

/**
 * Adds a line to a merchant's audit log. Each line holds the hash of the one before it: a line that was changed or
 * taken away later shows, to whoever kept the last hash.
 *
 * @throws Error when too many lines are added at the same time; nothing was written.
 */
export async function keepAudit(ports: AuditPorts, note: AuditNote): Promise<AuditLine> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const last = await ports.store.lastAuditLine(note.merchantId);
    const unsealed = {
      ...note,
      details: JSON.stringify(note.details),
      number: (last?.number ?? 0) + 1,
      atMs: ports.clock.nowMs(),
      previousHash: last?.hash ?? NO_HASH,
    };
    const line = Object.freeze({ ...unsealed, hash: ports.secrets.digest(auditText(unsealed)) });
    if ((await ports.store.appendAuditLine(line)) === 'appended') return line;
  }
  throw new Error('the audit log is too busy');
}
