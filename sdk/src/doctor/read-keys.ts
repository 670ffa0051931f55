import { ArgumentError } from '../core/errors/argument-error.ts';
import { type KeyMaterial, readKeyMaterial } from '../core/key-material.ts';
import type { DoctorKey } from './diagnosis.ts';

/** A key to try, read. */
export interface CandidateKey {
  readonly label: string;
  readonly material: KeyMaterial;
}

/**
 * Reads the keys to try.
 *
 * @throws ArgumentError when there is none, or one is no RSA key
 */
export function readKeys(keys: readonly DoctorKey[]): CandidateKey[] {
  if (keys.length === 0) throw new ArgumentError('keys', 'must hold at least one key');
  return keys.map(({ label, pem }) => {
    const material = readKeyMaterial(pem);
    if (material?.bits === undefined) {
      throw new ArgumentError(`keys (${label})`, 'is not a certificate or an RSA key in PEM');
    }
    return { label, material };
  });
}
