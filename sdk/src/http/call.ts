import type { KeyRing } from '../core/key-ring.ts';
import type { CallOptions } from './call-options.ts';
import type { CallBody } from './write-body.ts';

/** One call, before it is signed. */
export type Call = CallBody & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, already percent-encoded: signed and sent as they are. */
  readonly path: string;
  /** Takes a success without a signature; refused unless WeChat documents this very path as unsigned. Default false. */
  readonly unsignedAnswer?: boolean;
  /** Largest answer, in bytes. Default 1,048,576. */
  readonly maxAnswerBytes?: number;
  /**
   * Of the certificate download only: keys that the answer itself carries, authenticated by the APIv3 key.
   * They are asked when the answer names a serial that is not known yet.
   */
  readonly keysInAnswer?: (body: Uint8Array) => KeyRing | undefined;
  readonly options?: CallOptions | undefined;
};

/** A successful answer whose signature verified. */
export interface VerifiedAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly requestId: string | undefined;
}
