import type { AuditLine, AuditStore } from '../ports.ts';

/** Keeps the audit log in this process. */
export function createMemoryAudit(): AuditStore {
  const lines: AuditLine[] = [];
  const of = (merchantId: string) => lines.filter((line) => line.merchantId === merchantId);
  return {
    async appendAuditLine(merchantId, seal) {
      const line = seal(of(merchantId).at(-1) ?? null);
      lines.push(line);
      return line;
    },
    async listLatestAuditLines(merchantId, { before, limit, actor, subject }) {
      return of(merchantId)
        .filter((line) => before === null || line.number < before)
        .filter((line) => actor === null || line.actor === actor)
        .filter((line) => subject === null || line.subject === subject)
        .reverse()
        .slice(0, limit);
    },
    async listAuditLines(merchantId, { after, limit }) {
      return of(merchantId)
        .filter(({ number }) => number > after)
        .slice(0, limit);
    },
  };
}
