import { recoverSigned } from '../core/recover-signed.ts';
import { algorithmCauses } from './algorithm-causes.ts';
import type { SignatureQuestion } from './diagnose-signature.ts';
import type { OpenedSignature } from './opened-signature.ts';
import type { CandidateKey } from './read-keys.ts';
import { type RepairedSignature, repairSignature } from './repair-signature.ts';

/**
 * Finds the key that made an RSA signature, undoing what transports do to its text.
 *
 * Usually one result, or none; guesses, which only a matching text can prove, come before it.
 */
export function openSignature(input: {
  readonly name: string;
  readonly signature: string;
  readonly keys: readonly CandidateKey[];
  readonly otherKeyCause: SignatureQuestion['otherKeyCause'];
  readonly repaired?: readonly RepairedSignature[];
}): OpenedSignature[] {
  const { name, signature, keys, otherKeyCause } = input;
  const [due] = keys;
  const guesses: OpenedSignature[] = [];
  for (const { bytes, causes } of input.repaired ?? repairSignature(signature, name)) {
    for (const key of keys) {
      if (due === undefined) continue;
      const { publicKey } = key.material;
      const keyCauses = publicKey.equals(due.material.publicKey) ? [] : [otherKeyCause(key, due)];
      for (const signed of recoverSigned(bytes, publicKey)) {
        const algorithm = algorithmCauses.bySignature(signed.scheme, signed.hash);
        const opened: OpenedSignature = {
          certain: signed.certain,
          make: { key: key.label, scheme: signed.scheme, hash: signed.hash },
          causes: [...keyCauses, ...algorithm, ...causes],
          payload: signed.payload,
          matches: signed.matches,
        };
        if (signed.certain) return [...guesses, opened];
        guesses.push(opened);
      }
    }
  }
  return guesses;
}
