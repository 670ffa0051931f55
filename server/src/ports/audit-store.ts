/** One thing that somebody did to a merchant's affairs. */
export interface AuditLine {
  readonly merchantId: string;
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly atMs: number;
  /** Who: `key:…`, `user:…`, `cli` */
  readonly actor: string;
  /** What, e.g. `POST /v1/merchant/refunds/:id/approve` or `key.create`. */
  readonly action: string;
  /** To what: an id; null when the action names none. */
  readonly subject: string | null;
  /** Particulars as JSON text, without secrets. */
  readonly details: string;
  /** The request in which it happened; null: there was none. */
  readonly requestId: string | null;
  /** `hash` of the line before; of the first line: 64 zeros. */
  readonly previousHash: string;
  /** SHA-256 over all of the above, hex. */
  readonly hash: string;
}

/** How the audit log is kept: lines are added, never changed, never taken away. */
export interface AuditStore {
  /**
   * Adds the line that `seal` makes on top of the last one (null: there is none). It is asked again when another
   * line came between, and whoever waits at the same moment is let in by turns.
   */
  appendAuditLine(
    merchantId: string,
    seal: (last: AuditLine | null) => AuditLine,
  ): Promise<AuditLine>;
  /** Newest first, before a number (null: from the last on); null for `actor` and `subject`: any. */
  listLatestAuditLines(
    merchantId: string,
    page: {
      readonly before: number | null;
      readonly limit: number;
      readonly actor: string | null;
      readonly subject: string | null;
    },
  ): Promise<readonly AuditLine[]>;
  /** In order, after a number. */
  listAuditLines(
    merchantId: string,
    page: { readonly after: number; readonly limit: number },
  ): Promise<readonly AuditLine[]>;
}
