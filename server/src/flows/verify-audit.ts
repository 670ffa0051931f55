import { auditText, NO_HASH } from '../ledger/audit-text.ts';
import type { AuditPorts } from './keep-audit.ts';

/** What a look at the whole chain showed. */
export interface AuditVerdict {
  /** How many lines hold together from the first on. */
  readonly sound: number;
  /** The hash of the last of them: note it elsewhere, and nobody can shorten the log unseen. */
  readonly lastHash: string;
  /** The first line that does not fit; null: all fit. */
  readonly brokenAt: number | null;
}

const PAGE = 500;

/** Recomputes every hash of a merchant's audit log. */
export async function verifyAudit(ports: AuditPorts, merchantId: string): Promise<AuditVerdict> {
  let lastHash = NO_HASH;
  let sound = 0;
  for (;;) {
    const lines = await ports.store.listAuditLines(merchantId, { after: sound, limit: PAGE });
    for (const line of lines) {
      const fits =
        line.number === sound + 1 &&
        line.previousHash === lastHash &&
        line.hash === ports.secrets.digest(auditText(line));
      if (!fits) return Object.freeze({ sound, lastHash, brokenAt: sound + 1 });
      sound += 1;
      lastHash = line.hash;
    }
    if (lines.length < PAGE) return Object.freeze({ sound, lastHash, brokenAt: null });
  }
}
