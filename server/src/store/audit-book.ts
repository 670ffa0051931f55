import type { Kysely } from 'kysely';
import type { AuditLine, AuditStore } from '../ports.ts';
import type { AuditRow, Schema } from './schema.ts';

/** Keeps the audit log in PostgreSQL; the primary key lets one of two writers have a number. */
export function auditBook(db: Kysely<Schema>): AuditStore {
  return {
    async lastAuditLine(merchantId) {
      const row = await db
        .selectFrom('audit_lines')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? lineFrom(row) : null;
    },
    async appendAuditLine(line) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('audit_lines')
        .values(rowFrom(line))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n ? 'appended' : 'taken';
    },
    async listLatestAuditLines(merchantId, { before, limit, actor, subject }) {
      const rows = await db
        .selectFrom('audit_lines')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .$if(before !== null, (query) => query.where('number', '<', before))
        .$if(actor !== null, (query) => query.where('actor', '=', actor))
        .$if(subject !== null, (query) => query.where('subject', '=', subject))
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(lineFrom);
    },
    async listAuditLines(merchantId, { after, limit }) {
      const rows = await db
        .selectFrom('audit_lines')
        .selectAll()
        .where('merchant_id', '=', merchantId)
        .where('number', '>', after)
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map(lineFrom);
    },
  };
}

function lineFrom(row: AuditRow): AuditLine {
  return Object.freeze({
    merchantId: row.merchant_id,
    number: row.number,
    atMs: row.at_ms,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    details: row.details,
    requestId: row.request_id,
    previousHash: row.previous_hash,
    hash: row.hash,
  });
}

function rowFrom(line: AuditLine): AuditRow {
  return {
    merchant_id: line.merchantId,
    number: line.number,
    at_ms: line.atMs,
    actor: line.actor,
    action: line.action,
    subject: line.subject,
    details: line.details,
    request_id: line.requestId,
    previous_hash: line.previousHash,
    hash: line.hash,
  };
}
