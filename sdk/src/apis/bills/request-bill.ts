import { encodeQuery } from '../../core/encode-query.ts';
import { ArgumentError } from '../../core/errors/argument-error.ts';
import { isObject } from '../../core/parse-object.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import { readObject, unexpected } from '../../http/read-object.ts';
import type { BillTicket, SealedBillTicket, SealedBillTickets } from './bill-requests.ts';

/** Asks for a bill in one file. @throws ArgumentError; as `Client.call` */
export async function requestBill(
  client: Client,
  path: '/v3/bill/tradebill' | '/v3/bill/fundflowbill' | '/v3/profitsharing/bills',
  query: BillQuery,
  options: CallOptions | undefined,
): Promise<BillTicket> {
  const answer = await client.call({ method: 'GET', path: billPath(path, query), options });
  const value = readObject(answer);
  if (!isTicket(value)) throw unexpected(answer, 'it is not a bill to fetch');
  return Object.freeze(value);
}

/** Asks for a bill in encrypted files. @throws ArgumentError; as `Client.call` */
export async function requestSealedBill(
  client: Client,
  query: BillQuery,
  options: CallOptions | undefined,
): Promise<SealedBillTickets> {
  const path = billPath('/v3/bill/sub-merchant-fundflowbill', {
    ...query,
    algorithm: 'AEAD_AES_256_GCM',
  });
  const answer = await client.call({ method: 'GET', path, options });
  const { download_bill_count, download_bill_list } = readObject(answer);
  if (!Array.isArray(download_bill_list) || !download_bill_list.every(isSealedTicket)) {
    throw unexpected(answer, 'it is not a list of bills to fetch');
  }
  const list = download_bill_list.toSorted((a, b) => a.bill_sequence - b.bill_sequence);
  // A file that is missing would be missed by nobody: the summary stands in the last.
  if (download_bill_count !== list.length || list.some((one, at) => one.bill_sequence !== at + 1)) {
    throw unexpected(answer, 'a file of the bill is missing in the list');
  }
  return Object.freeze({ download_bill_count, download_bill_list: Object.freeze(list) });
}

/** The parameters of a request for a bill. */
export type BillQuery = Readonly<Record<string, string | undefined>> & {
  readonly bill_date: string;
};

function billPath(path: string, query: BillQuery): string {
  if (typeof query.bill_date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(query.bill_date)) {
    throw new ArgumentError('bill_date', 'must be a day such as 2026-09-01');
  }
  return `${path}${encodeQuery(query)}`;
}

function isTicket(value: unknown): value is BillTicket {
  return (
    isObject(value) &&
    value.hash_type === 'SHA1' &&
    typeof value.hash_value === 'string' &&
    /^[0-9A-Fa-f]{40}$/.test(value.hash_value) &&
    typeof value.download_url === 'string' &&
    /^https?:\/\/[^\s#]+$/.test(value.download_url)
  );
}

function isSealedTicket(value: unknown): value is SealedBillTicket {
  return (
    isObject(value) &&
    typeof value.bill_sequence === 'number' &&
    typeof value.encrypt_key === 'string' &&
    typeof value.nonce === 'string' &&
    isTicket(value)
  );
}
