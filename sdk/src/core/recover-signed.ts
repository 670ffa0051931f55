import { constants, createHash, type KeyObject, publicDecrypt } from 'node:crypto';
import { digest, digestHex, type HashName } from './digest.ts';

/**
 * What an RSA signature says about the text it was made from.
 *
 * A signature holds the digest of its text, so that texts can be tried at the price of a hash each.
 */
export interface SignedDigest {
  /** `pkcs1` is WeChat's; `bare` lacks the DigestInfo that names the hash, as when a text is “encrypted” with the private key. */
  readonly scheme: 'pkcs1' | 'pss' | 'bare';
  /** Undefined for `bare`, which does not say. */
  readonly hash: HashName | undefined;
  /**
   * Whether the padding alone proves that this key made the signature. PSS with the longest salt (Node's
   * default) has next to none: then only a matching text proves it.
   */
  readonly certain: boolean;
  /** The signed bytes of a `bare` signature. */
  readonly payload: Buffer | undefined;
  /** Whether the signature was made from these bytes, or this text as UTF-8. */
  matches(text: string | Uint8Array): boolean;
}

/**
 * Opens a signature with the public key: all that it may be, nothing when this key did not make it (or it was
 * altered since).
 *
 * When one is `certain`, the padding cannot have come out right by accident, and it is the only one.
 */
export function recoverSigned(signature: Uint8Array, key: KeyObject): readonly SignedDigest[] {
  const block = applyPublicKey(signature, key);
  if (block === undefined) return [];
  const signed = readPkcs1(block);
  return signed === undefined ? readPss(block) : [signed];
}

function applyPublicKey(signature: Uint8Array, key: KeyObject): Buffer | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    // Not as long as the modulus, or not smaller than it.
    return undefined;
  }
}

// DER of DigestInfo up to the digest (RFC 8017, note 1 of section 9.2).
const digestInfoPrefixes: Readonly<Record<HashName, string>> = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};
const hashNames: readonly HashName[] = ['sha256', 'sha1', 'md5', 'sha384', 'sha512'];

function readPkcs1(block: Buffer): SignedDigest | undefined {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 1 || end < 10) return undefined;
  if (!block.subarray(2, end).every((byte) => byte === 0xff)) return undefined;
  const payload = block.subarray(end + 1);
  const hex = payload.toString('hex');
  for (const name of hashNames) {
    const prefix = digestInfoPrefixes[name];
    if (!hex.startsWith(prefix)) continue;
    const signed = hex.slice(prefix.length);
    const matches = (text: string | Uint8Array) => digestHex(name, text) === signed;
    return { scheme: 'pkcs1', hash: name, certain: true, payload: undefined, matches };
  }
  const forms = bareForms.filter(({ length }) => length === payload.length);
  const matches = (text: string | Uint8Array) => {
    const bytes = Buffer.from(text);
    return payload.equals(bytes) || forms.some(({ write }) => payload.equals(write(bytes)));
  };
  return { scheme: 'bare', hash: undefined, certain: true, payload, matches };
}

// A digest without DigestInfo, as bytes or written in hex.
const bareForms = hashNames.flatMap((name) => {
  const length = digest(name, Buffer.alloc(0)).length;
  return [
    { length, write: (text: Uint8Array) => digest(name, text) },
    { length: length * 2, write: (text: Uint8Array) => Buffer.from(digestHex(name, text)) },
    {
      length: length * 2,
      write: (text: Uint8Array) => Buffer.from(digestHex(name, text).toUpperCase()),
    },
  ];
});

// EMSA-PSS (RFC 8017, section 9.1.2) solved for the salt, so that it needs no text.
function readPss(block: Buffer): readonly SignedDigest[] {
  if (block.at(-1) !== 0xbc) return [];
  // The longest salt leaves hardly any padding: a hash in a hundred seems to fit by accident.
  const readings = hashNames.flatMap((name) => readPssWith(name, block) ?? []);
  const certain = readings.find((reading) => reading.certain);
  return certain === undefined ? readings : [certain];
}

function readPssWith(name: HashName, block: Buffer): SignedDigest | undefined {
  const hashBytes = digest(name, Buffer.alloc(0)).length;
  const border = block.length - hashBytes - 1;
  const mark = block.subarray(border, -1);
  const mask = mgf1(name, mark, border);
  const opened = block.subarray(0, border).map((byte, index) => byte ^ (mask[index] ?? 0));
  opened[0] = (opened[0] ?? 0) & 0x7f;
  const one = opened.findIndex((byte) => byte !== 0);
  if (one < 0 || opened[one] !== 1) return undefined;
  const salt = opened.subarray(one + 1);
  const wanted = mark.toString('hex');
  // Eight zero bytes, the hash of the text, the salt.
  const content = Buffer.concat([Buffer.alloc(8 + hashBytes), salt]);
  const matches = (text: string | Uint8Array) => {
    content.set(digest(name, text), 8);
    return digestHex(name, content) === wanted;
  };
  return { scheme: 'pss', hash: name, certain: one >= 8, payload: undefined, matches };
}

function mgf1(name: HashName, seed: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let made = 0, counter = 0; made < length; counter += 1) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const block = createHash(name).update(seed).update(count).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks, length);
}
