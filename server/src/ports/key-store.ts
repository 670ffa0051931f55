/** A key of a merchant's own systems, as it is kept: its text is known to its holder alone. */
export interface ApiKey {
  readonly id: string;
  readonly merchantId: string;
  /** `user:…` of the person it was made for, or the id of the first key of a row of rotations: the same person stays the same. */
  readonly holder: string;
  /** What its owner calls it. */
  readonly name: string;
  /** SHA-256 of the key, hex. */
  readonly digest: string;
  /** The first characters of the key, to tell keys apart. */
  readonly hint: string;
  /** What it may do, e.g. `orders:read`. */
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  /** From then on it is refused; null: never. A key that was revoked has expired. */
  readonly expiresAtMs: number | null;
  /** Within a minute; null: never used. */
  readonly lastUsedAtMs: number | null;
}

/** How the keys of merchants' own systems are kept. */
export interface KeyStore {
  saveApiKey(key: ApiKey): Promise<void>;
  findApiKey(digest: string): Promise<ApiKey | null>;
  /** Oldest first, expired ones included. */
  listApiKeys(merchantId: string): Promise<readonly ApiKey[]>;
  /** Lets a key expire at this time, or earlier if it does so anyway; null when there is no such key. */
  endApiKey(merchantId: string, id: string, atMs: number): Promise<ApiKey | null>;
  /** Notes that it was used; never back in time. */
  touchApiKey(digest: string, atMs: number): Promise<void>;
}
