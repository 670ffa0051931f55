import { auditText, NO_HASH } from '../ledger/audit-text.ts';
import type { AuditLine, Clock, Secrets, Store } from '../ports.ts';

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
  readonly store: Pick<Store, 'appendAuditLine' | 'listAuditLines'>;
  readonly secrets: Pick<Secrets, 'digest'>;
  readonly clock: Clock;
}

/**
 * Adds a line to a merchant's audit log. Each line holds the hash of the one before it: a line that was changed or
 * taken away later shows, to whoever kept the last hash.
 */
export function keepAudit(
  { store, secrets, clock }: AuditPorts,
  note: AuditNote,
): Promise<AuditLine> {
  const atMs = clock.nowMs();
  return store.appendAuditLine(note.merchantId, (last) => {
    const unsealed = {
      ...note,
      details: JSON.stringify(note.details),
      number: (last?.number ?? 0) + 1,
      atMs,
      previousHash: last?.hash ?? NO_HASH,
    };
    return Object.freeze({ ...unsealed, hash: secrets.digest(auditText(unsealed)) });
  });
}
