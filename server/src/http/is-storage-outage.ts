/**
 * SQLSTATE of a database that cannot serve now, by their beginnings: no connection (08), read-only (25006), no
 * room, memory or connection left (53), not accepting connections (55000), shut down or given up (57), a disk
 * that fails (58).
 */
const SQL_STATES = /^(08|25006|53|55000|57|58)/;
/** What sockets say. */
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
/** What the database's client says of itself, without any code. */
const CLIENT_WORDS = /^(Connection terminated|timeout exceeded when trying to connect)/;

/**
 * Is it the database that cannot serve now, rather than a defect of ours? Then the same request may succeed soon.
 * Calls to WeChat that fail have names of their own before they come here.
 */
export function isStorageOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.length === 5 && SQL_STATES.test(code)) return true;
  return SOCKET_CODES.has(code) || CLIENT_WORDS.test(error.message);
}
