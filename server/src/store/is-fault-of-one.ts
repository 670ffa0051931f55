import pg from 'pg';

/**
 * Did the database refuse what one row brought: a broken rule, a value it cannot hold, a deadlock?
 * Then nothing of the statement was kept. A lost connection, a full disk or a timeout is nobody's fault.
 */
export function isFaultOfOne(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  const code = error.code ?? '';
  return faultClasses.has(code.slice(0, 2)) || retried.has(code);
}

/** Cardinality violation, data exception, integrity constraint violation. */
const faultClasses: ReadonlySet<string> = new Set(['21', '22', '23']);
/** Serialization failure, deadlock. */
const retried: ReadonlySet<string> = new Set(['40001', '40P01']);
