import { digestHex, type HashName, hmac } from '../core/digest.ts';
import { algorithmCauses } from './algorithm-causes.ts';
import type { DoctorSecret } from './diagnosis.ts';
import type { OpenedSignature } from './opened-signature.ts';

/** Reads what has the form of a digest or an HMAC instead of a signature; empty when it has not. */
export function openDigest(input: {
  readonly name: string;
  readonly signature: string;
  readonly secrets: readonly DoctorSecret[];
}): OpenedSignature[] {
  const { name, signature, secrets } = input;
  const wanted = readDigest(signature);
  const hash = wanted === undefined ? undefined : hashByHexLength[wanted.length];
  if (hash === undefined) return [];
  const opened = (
    scheme: 'digest' | 'hmac',
    key: string,
    matches: OpenedSignature['matches'],
  ): OpenedSignature => ({
    certain: false,
    make: { key, scheme, hash },
    causes: algorithmCauses.byDigest(name, scheme, hash, key),
    payload: undefined,
    matches,
  });
  return [
    opened('digest', '', (text) => digestHex(hash, text) === wanted),
    ...secrets.map(({ label, value }) =>
      opened(
        'hmac',
        label,
        (text) => hmac(hash, value, Buffer.from(text)).toString('hex') === wanted,
      ),
    ),
  ];
}

const hashByHexLength: Readonly<Record<number, HashName>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };
const base64Lengths: readonly number[] = [24, 28, 44];

function readDigest(text: string): string | undefined {
  if (/^[0-9a-f]+$/i.test(text) && hashByHexLength[text.length] !== undefined)
    return text.toLowerCase();
  if (!base64Lengths.includes(text.length) || !text.endsWith('=')) return undefined;
  return Buffer.from(text, 'base64').toString('hex');
}
