import { createFileHash } from '../../core/bill/file-hash.ts';
import type { Decrypter } from '../../core/decrypter.ts';
import { BillError } from '../../core/errors/bill-error.ts';
import { ConfigError } from '../../core/errors/config-error.ts';
import { openFile } from '../../core/open-file.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import type { BillTicket, SealedBillTicket } from './bill-requests.ts';
import { unpack } from './unpack.ts';

/** What it takes to fetch bills. */
export interface BillParts {
  readonly client: Client;
  /** Opens the keys of encrypted bills; undefined when the private key lives elsewhere. */
  readonly decrypter: Decrypter | undefined;
}

/**
 * Fetches one file of a bill, decrypted and unpacked, piece by piece. Its answer is not signed; what a signed answer
 * said about it is compared at the end: the hash, of the file as it came or unpacked, whichever agrees.
 *
 * @throws BillError `BILL_HASH_DIFFERS`, `BILL_MALFORMED`; DecryptionError; as `Client.download`
 * @see bill download, document 4012791909
 */
export async function* fetchBill(
  { client, decrypter }: BillParts,
  ticket: BillTicket | SealedBillTicket,
  options: CallOptions | undefined,
): AsyncGenerator<Uint8Array, void> {
  const [received, packed, unpacked] = [createFileHash(), createFileHash(), createFileHash()];
  const seal = 'encrypt_key' in ticket ? await openKey(ticket, decrypter) : undefined;
  const raw = hashed(await client.download({ url: ticket.download_url, options }), received);
  const file = seal === undefined ? raw : hashed(openFile(raw, seal), packed);
  for await (const piece of unpack(file)) {
    unpacked.update(piece);
    yield piece;
  }
  const { hash_value } = ticket;
  if (![unpacked, packed, received].some((hash) => hash.matches(hash_value))) {
    throw new BillError('BILL_HASH_DIFFERS', 'its SHA-1 is not the one announced');
  }
}

async function* hashed(
  pieces: AsyncIterable<Uint8Array>,
  hash: { update(piece: Uint8Array): void },
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

async function openKey(
  { encrypt_key, nonce }: SealedBillTicket,
  decrypter: Decrypter | undefined,
): Promise<{ readonly key: Uint8Array; readonly nonce: string }> {
  if (decrypter === undefined) {
    throw new ConfigError('decrypter', 'an encrypted bill needs the merchant’s private key.', {
      zh: '加密账单需要商户私钥解密：请提供 privateKey 或 decrypter。',
      en: 'Give privateKey, or a decrypter that reaches the key.',
    });
  }
  return { key: Buffer.from(await decrypter.decrypt(encrypt_key)), nonce };
}
