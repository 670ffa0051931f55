import type { Kysely } from 'kysely';
import pg from 'pg';
import type { AuditLine, AuditStore } from '../ports.ts';
import { gather } from './gather.ts';
import { isFaultOfOne } from './is-fault-of-one.ts';
import type { AuditRow, Schema } from './schema.ts';

/** How often a process tries for the next numbers when others take them first: one of those gets on each time. */
const MAX_ATTEMPTS = 200;

/** A line that waits for its place in the chain. */
interface Waiting {
  readonly merchantId: string;
  seal(last: AuditLine | null): AuditLine;
}

/**
 * Keeps the audit log in PostgreSQL. Lines that wait at the same moment are chained and written together, one group
 * of a merchant at a time; the primary key lets one of two processes have a number, and the other tries again.
 */
export function auditBook(db: Kysely<Schema>): AuditStore {
  async function lastAuditLine(merchantId: string): Promise<AuditLine | null> {
    const row = await db
      .selectFrom('audit_lines')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? lineFrom(row) : null;
  }

  async function append(group: readonly Waiting[]): Promise<readonly AuditLine[]> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      let last = await lastAuditLine(group[0]?.merchantId ?? '');
      const lines = group.map(({ seal }) => {
        last = seal(last);
        return last;
      });
      try {
        await db.insertInto('audit_lines').values(lines.map(rowFrom)).execute();
        return lines;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
    throw new Error('the audit log is too busy');
  }

  const appendTogether = gather<Waiting, AuditLine>({
    laneOf: ({ merchantId }) => merchantId,
    together: append,
    alone: async (waiting) => {
      const [line] = await append([waiting]);
      if (line === undefined) throw new Error('no line was written');
      return line;
    },
    isFaultOfOne,
    mostAtOnce: 1,
  });

  return {
    appendAuditLine: (merchantId, seal) => appendTogether({ merchantId, seal }),
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

/** Another process has written one of these numbers since the last line was read. */
function isTaken(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505';
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
