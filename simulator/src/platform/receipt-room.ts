import { createHash } from 'node:crypto';
import { formatBeijingTime } from './beijing-time.ts';
import type { Memory } from './memory.ts';
import { invalidRequest, Refusal } from './refusal.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Transfer } from './transfer.ts';

/** What the receipts stand on. */
export interface ReceiptRoomParts {
  readonly memory: Memory;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
}

/** The electronic receipts (电子回单) of transfers. */
export interface ReceiptRoom {
  /** Begins to write the receipt of a transfer that succeeded; again, answers the first one. @throws Refusal */
  apply(transfer: Transfer): Readonly<Record<string, unknown>>;
  /** @param toUrl makes the address of a download token. @throws Refusal 404 before `apply`. */
  query(transfer: Transfer, toUrl: (token: string) => string): Readonly<Record<string, unknown>>;
  /** The file behind a token. @throws Refusal when the token is unknown or older than ten minutes. */
  fetch(token: string): Buffer;
}

interface Receipt {
  readonly bytes: Buffer;
  readonly createdAtMs: number;
}

/** How long the writing takes. */
const WRITING_MS = 10_000;
const TOKEN_LIFE_MS = 600_000;

/** Creates an empty room. */
export function createReceiptRoom({ nowMs, random, memory }: ReceiptRoomParts): ReceiptRoom {
  const receipts = memory.map<string, Receipt>('receipts');
  const tokens = memory.map<string, { readonly bytes: Buffer; readonly untilMs: number }>(
    'receipts.tokens',
  );

  function receiptOf({ transfer_bill_no }: Transfer): Receipt {
    const receipt = receipts.get(transfer_bill_no);
    if (receipt !== undefined) return receipt;
    const parts = { status: 404, code: 'NOT_FOUND', message: '未申请过电子回单' };
    throw new Refusal({ ...parts, internalCode: 268512771 });
  }

  const beginning = ({ createdAtMs }: Receipt) => ({
    state: 'GENERATING',
    create_time: formatBeijingTime(createdAtMs),
  });

  return Object.freeze({
    apply(transfer: Transfer) {
      if (transfer.state !== 'SUCCESS') throw invalidRequest('转账成功的单据才能申请电子回单');
      const { transfer_bill_no } = transfer;
      const made = { bytes: writeReceipt(transfer), createdAtMs: nowMs() };
      const receipt = receipts.get(transfer_bill_no) ?? made;
      receipts.set(transfer_bill_no, receipt);
      return beginning(receipt);
    },
    query(transfer: Transfer, toUrl: (token: string) => string) {
      const receipt = receiptOf(transfer);
      const finishedAtMs = receipt.createdAtMs + WRITING_MS;
      if (nowMs() < finishedAtMs) return beginning(receipt);
      const token = random.letters(40);
      tokens.set(token, { bytes: receipt.bytes, untilMs: nowMs() + TOKEN_LIFE_MS });
      return {
        state: 'FINISHED',
        create_time: formatBeijingTime(receipt.createdAtMs),
        update_time: formatBeijingTime(finishedAtMs),
        hash_type: 'SHA256',
        hash_value: createHash('sha256').update(receipt.bytes).digest('hex'),
        download_url: toUrl(token),
      };
    },
    fetch(token: string) {
      const file = tokens.get(token);
      if (file !== undefined && nowMs() < file.untilMs) return file.bytes;
      tokens.delete(token);
      throw invalidRequest('电子回单下载地址已失效，请重新查询');
    },
  });
}

/** The real one is a PDF with a seal; this one says the same in plain text. */
function writeReceipt({ request, transfer_bill_no, updatedAtMs }: Transfer): Buffer {
  const lines = [
    '商家转账电子回单（模拟）',
    `商户单号 ${request.out_bill_no}`,
    `微信转账单号 ${transfer_bill_no}`,
    `转账金额（分） ${request.transfer_amount}`,
    `转账时间 ${formatBeijingTime(updatedAtMs)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n`);
}
