import type { Evidence } from '../ports.ts';

/** A proof for tests, of bytes that are no text. */
export function sampleEvidence(id: string): Evidence {
  return {
    id,
    source: 'notification',
    timestamp: '61',
    nonce: 'n',
    serial: 'PUB_KEY_ID_1',
    signature: 'c2lnbmF0dXJl',
    body: new Uint8Array([0, 255, 123, 10]),
    receivedAtMs: 61_000,
  };
}
