import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { type Statement, statement } from './statement.ts';

/** Pools do not forget prepared statements: more texts than this means that something builds them. */
const mostNamedStatements = 500;
const statementTimeoutMs = 30_000;
const connectTimeoutMs = 10_000;

/**
 * Opens a pool of connections: `bigint` columns arrive as safe integers, a statement is given up
 * after 30 seconds, a connection attempt after 10.
 *
 * @param onError is told when an idle connection breaks; the pool has replaced it by then.
 */
export function openPool(options: {
  readonly connectionString: string;
  readonly maxConnections: number;
  readonly onError: (error: Error) => void;
  /**
   * Its statements find every row by a key. Their plan is made once per connection, perhaps while the
   * tables are still small, and must not become a scan that is kept while they grow. Default false.
   */
  readonly byKeysOnly?: boolean;
}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    keepAlive: true,
    ...(options.byKeysOnly && { onConnect: keepToKeys }),
    application_name: 'yifen',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8
          ? parseSafeInteger
          : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  surviveLostConnections(pool, options.onError);
  return pool;
}

/**
 * Keeps the process alive when the database ends a connection. The pool tells of idle ones; one that is
 * lent out, between two statements of a transaction, has nobody listening: its loss is an uncaught
 * exception unless it is heard here, and is told by its next statement.
 *
 * @param onIdleLost is told when an idle connection breaks.
 */
export function surviveLostConnections(pool: pg.Pool, onIdleLost: (error: Error) => void): void {
  pool.on('error', onIdleLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

async function keepToKeys(client: pg.ClientBase): Promise<void> {
  await client.query(
    'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off',
  );
}

/**
 * The pool as Kysely wants it, with every statement named by a hash of its text: Kysely names none,
 * and PostgreSQL would parse and plan each anew.
 */
export function namedPool(pool: pg.Pool): PostgresPool {
  const statements = new Map<string, Statement>();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

  function nameOf(text: string): Statement | { readonly text: string } {
    const known = statements.get(text);
    if (known) return known;
    if (statements.size >= mostNamedStatements) return { text };
    const named = statement(text);
    statements.set(text, named);
    return named;
  }

  /** The client itself in everything but `query`. */
  function wrap(client: pg.PoolClient): PostgresPoolClient {
    const query = (text: string, values: readonly unknown[] = []) => {
      // A statement without values is a `begin` or a `commit`: nothing to plan.
      const named = values.length > 0 ? nameOf(text) : { text };
      return client.query({ ...named, values: [...values] });
    };
    return Object.create(client, { query: { value: query } });
  }

  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const wrapped = clients.get(client) ?? wrap(client);
      clients.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${text}`);
  return value;
}
