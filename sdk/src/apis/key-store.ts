/**
 * Where the processes of one merchant share downloaded platform certificates, e.g. a table or a cache.
 *
 * What is stored is WeChat's answer as it came, encrypted with the APIv3 key: it is opened again on each load, so
 * that whoever can write to the store still cannot slip in a key, nor can one merchant's entry serve another.
 */
export interface KeyStore {
  /** What was saved last for this merchant. */
  load(mchid: string): Promise<StoredCertificates | undefined>;
  /** Replaces what was saved for this merchant. */
  save(mchid: string, stored: StoredCertificates): Promise<void>;
}

/** One download of platform certificates. */
export interface StoredCertificates {
  /** Milliseconds since 1970 UTC. */
  readonly downloadedAtMs: number;
  /** The JSON text of the answer. */
  readonly answer: string;
}
