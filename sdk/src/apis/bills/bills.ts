import type { BillLayout } from '../../core/bill/bill-layout.ts';
import type {
  FundFlowRow,
  FundFlowSummary,
  TradeBillRow,
  TradeBillSummary,
} from '../../core/bill/bill-rows.ts';
import { fundFlowBill } from '../../core/bill/fund-flow-bill.ts';
import { createBillParser } from '../../core/bill/parse-bill.ts';
import { tradeBill } from '../../core/bill/trade-bill.ts';
import { ApiError } from '../../core/errors/api-error.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type {
  BillTicket,
  FundFlowBillRequest,
  SealedBillTicket,
  SealedBillTickets,
  SubMerchantFundFlowBillRequest,
  TradeBillRequest,
} from './bill-requests.ts';
import { type BillParts, fetchBill } from './fetch-bill.ts';
import { requestBill, requestSealedBill } from './request-bill.ts';

/**
 * The rows of one bill, fetched as they are read: `for await (const row of wechatpay.bills.trade({ bill_date }))`.
 *
 * Rows are *provisional until the loop ends without an error*: only then did hash and summary agree with all of
 * them. Keep them in one transaction, or in memory, until then. Each loop fetches the bill anew.
 */
export interface Bill<Row, Summary> extends AsyncIterable<Row> {
  /** Undefined until a loop has ended well, and on a day when nothing happened (`NO_STATEMENT_EXIST`): then there are no rows. */
  readonly summary: Summary | undefined;
  /** Which file the rows came from: undefined as `summary` is. A bill in several files has the hash of the last. */
  readonly file: BillFile | undefined;
}

/** What identifies the file of a bill, to be kept with what was read from it. */
export interface BillFile {
  /** SHA-1 as WeChat announced it, hex, lower case; it agrees with the file. */
  readonly sha1: string;
  /** Of the unpacked file, or of all files together. */
  readonly bytes: number;
}

/** The bills of a merchant; service providers also get those of their sub-merchants. */
export interface BillsApi {
  /**
   * The payments and refunds of a day.
   *
   * While reading: @throws BillError; ArgumentError; ApiError (`STATEMENT_CREATING`: try again after 10:00);
   * NetworkError, TimeoutError, AnswerError
   */
  trade(request: TradeBillRequest, options?: CallOptions): Bill<TradeBillRow, TradeBillSummary>;
  /** The movements of an account on a day; @throws while reading, as `trade`. */
  fundFlow(request: FundFlowBillRequest, options?: CallOptions): Bill<FundFlowRow, FundFlowSummary>;
  /** The movements of a sub-merchant's account; also @throws DecryptionError, ConfigError without a private key. */
  subMerchantFundFlow(
    request: SubMerchantFundFlowBillRequest,
    options?: CallOptions,
  ): Bill<FundFlowRow, FundFlowSummary>;
  /** Asks where the trade bill can be fetched. @throws as any call; ApiError `NO_STATEMENT_EXIST` */
  requestTradeBill(request: TradeBillRequest, options?: CallOptions): Promise<BillTicket>;
  /** Asks where the fund-flow bill can be fetched. */
  requestFundFlowBill(request: FundFlowBillRequest, options?: CallOptions): Promise<BillTicket>;
  /** Asks where the files of a sub-merchant's fund-flow bill can be fetched. */
  requestSubMerchantFundFlowBill(
    request: SubMerchantFundFlowBillRequest,
    options?: CallOptions,
  ): Promise<SealedBillTickets>;
  /**
   * Fetches one file, decrypted and unpacked, as bytes: to be kept as it is. Provisional until the loop ends well.
   * `options.timeoutMs` is the longest silence on the way, not the time for the whole file.
   */
  download(ticket: BillTicket | SealedBillTicket, options?: CallOptions): AsyncIterable<Uint8Array>;
}

/** Makes the bill calls of one merchant. */
export function createBills(parts: BillParts): BillsApi {
  const { client } = parts;
  const api: BillsApi = {
    trade: (request, options) =>
      createBill(parts, tradeBill, options, async () => [
        await api.requestTradeBill(request, options),
      ]),
    fundFlow: (request, options) =>
      createBill(parts, fundFlowBill, options, async () => [
        await api.requestFundFlowBill(request, options),
      ]),
    subMerchantFundFlow: (request, options) =>
      createBill(parts, fundFlowBill, options, async () => {
        const tickets = await api.requestSubMerchantFundFlowBill(request, options);
        return tickets.download_bill_list;
      }),
    requestTradeBill: (request, options) =>
      requestBill(client, '/v3/bill/tradebill', { ...request }, options),
    requestFundFlowBill: (request, options) =>
      requestBill(client, '/v3/bill/fundflowbill', { ...request }, options),
    requestSubMerchantFundFlowBill: (request, options) =>
      requestSealedBill(client, { ...request }, options),
    download: (ticket, options) => fetchBill(parts, ticket, options),
  };
  return Object.freeze(api);
}

function createBill<Row, Summary extends { readonly rows: number }>(
  parts: BillParts,
  layout: BillLayout<Row, Summary>,
  options: CallOptions | undefined,
  ask: () => Promise<readonly (BillTicket | SealedBillTicket)[]>,
): Bill<Row, Summary> {
  let summary: Summary | undefined;
  let file: BillFile | undefined;
  async function* read(): AsyncGenerator<Row, void> {
    [summary, file] = [undefined, undefined];
    let bytes = 0;
    const tickets = await ask().catch((error: unknown) => {
      // A day without trade is a bill without rows, not a failure.
      if (error instanceof ApiError && error.says('NO_STATEMENT_EXIST')) return [];
      throw error;
    });
    if (tickets.length === 0) return;
    const parser = createBillParser(layout);
    // Not fatal: WeChat cuts long texts by bytes, and half a character shall not cost the whole bill.
    const decoder = new TextDecoder('utf-8');
    for (const ticket of tickets) {
      for await (const piece of fetchBill(parts, ticket, options)) {
        bytes += piece.length;
        // Small texts die young: the memory of a large bill stays that of a small one.
        for (let from = 0; from < piece.length; from += textBytes) {
          const part = piece.subarray(from, from + textBytes);
          yield* parser.push(decoder.decode(part, { stream: true }));
        }
      }
    }
    yield* parser.push(decoder.decode());
    summary = parser.end();
    file = Object.freeze({ sha1: tickets.at(-1)?.hash_value.toLowerCase() ?? '', bytes });
  }
  return Object.freeze({
    [Symbol.asyncIterator]: read,
    get summary() {
      return summary;
    },
    get file() {
      return file;
    },
  });
}

const textBytes = 16_384;
