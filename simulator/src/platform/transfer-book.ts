import { canonicalJson } from './canonical-json.ts';
import type { Funds } from './funds.ts';
import type { Memory } from './memory.ts';
import type { SimulatorMerchant } from './merchant.ts';
import { invalidRequest, Refusal } from './refusal.ts';
import { appidMismatch } from './refuse-strangers.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatorClock } from './simulated-clock.ts';
import type { Transfer, TransferRequest, TransferState } from './transfer.ts';

/** What transfers stand on. */
export interface TransferBookParts {
  readonly memory: Memory;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly merchant: SimulatorMerchant;
  readonly funds: Funds;
  readonly ownsOpenid: (appid: string, openid: string) => boolean;
  /** Called when a transfer reached its final state. */
  readonly onFinished: (transfer: Transfer) => void;
}

/**
 * The truth about transfers to users: the user must confirm within a day, the merchant may cancel before.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716434
 */
export interface TransferBook {
  /** Accepts a transfer, or answers the earlier one of the same number and parameters. @throws Refusal */
  create(request: TransferRequest): Transfer;
  /** @throws Refusal 404 */
  byNumber(outBillNo: string): Transfer;
  /** @throws Refusal 404 */
  byBillNumber(transferBillNo: string): Transfer;
  /** @throws Refusal when the user has confirmed. */
  cancel(outBillNo: string): Transfer;
  /** The user takes the money; `undefined` when there is nothing to confirm. */
  confirm(outBillNo: string): Transfer | undefined;
  find(outBillNo: string): Transfer | undefined;
  list(): readonly Transfer[];
}

const CANCEL_MS = 1000;
const DAY_MS = 86_400_000;

/** Creates an empty book. */
export function createTransferBook(parts: TransferBookParts): TransferBook {
  const { clock, random, merchant, funds, memory } = parts;
  const transfers = memory.map<string, Transfer>('transfers');
  const planOverdue = memory.work('transfer.overdue', (outBillNo: string) => {
    move(outBillNo, 'WAIT_USER_CONFIRM', 'FAIL', 'OVERDUE_CLOSE');
  });
  const planCancelled = memory.work('transfer.cancelled', (outBillNo: string) => {
    move(outBillNo, 'CANCELING', 'CANCELLED');
  });
  const find = (outBillNo: string) => transfers.get(outBillNo);

  function known(transfer: Transfer | undefined): Transfer {
    if (transfer === undefined) throw unknownTransfer();
    return transfer;
  }

  function keep(transfer: Transfer): Transfer {
    const frozen = Object.freeze(transfer);
    transfers.set(transfer.request.out_bill_no, frozen);
    return frozen;
  }

  /** Moves on from `from`, and does nothing when it is elsewhere already. */
  function move(
    outBillNo: string,
    from: TransferState,
    to: TransferState,
    fail_reason?: string,
  ): Transfer | undefined {
    const now = find(outBillNo);
    if (now?.state !== from) return undefined;
    const reason = fail_reason === undefined ? {} : { fail_reason };
    const moved = keep({ ...now, state: to, updatedAtMs: clock.nowMs(), ...reason });
    if (to === 'CANCELING') return moved;
    if (to !== 'SUCCESS') pay(moved, moved.request.transfer_amount);
    parts.onFinished(moved);
    return moved;
  }

  function pay({ request, transfer_bill_no }: Transfer, fen: number): void {
    const name = fen < 0 ? '商家转账' : '商家转账退回';
    funds.move({
      mchid: merchant.mchid,
      account: 'OPERATION',
      name,
      kind: '商家转账',
      fen,
      number: transfer_bill_no,
      flowNumber: transfer_bill_no,
      applicant: `${merchant.mchid}API`,
      remark: request.transfer_remark,
      voucher: request.out_bill_no,
    });
  }

  function create(request: TransferRequest): Transfer {
    const earlier = find(request.out_bill_no);
    if (earlier !== undefined) {
      const same = ({ user_name: _, ...rest }: TransferRequest) => canonicalJson(rest);
      if (same(earlier.request) === same(request)) return earlier;
      throw invalidRequest('商户单号重复，且参数与之前请求不一致', 268498688);
    }
    if (request.appid !== merchant.appid) throw appidMismatch('appid和mch_id不匹配');
    if (!parts.ownsOpenid(request.appid, request.openid)) {
      throw invalidRequest('appid与openid不匹配');
    }
    if (funds.balanceFen(merchant.mchid, 'OPERATION') < request.transfer_amount) {
      throw notEnough();
    }
    const { out_bill_no } = request;
    const createdAtMs = clock.nowMs();
    const transfer = keep({
      request,
      transfer_bill_no: `13300${random.digits(25)}`,
      package_info: random.bytes(48).toString('base64'),
      createdAtMs,
      updatedAtMs: createdAtMs,
      state: 'WAIT_USER_CONFIRM',
    });
    pay(transfer, -request.transfer_amount);
    planOverdue(createdAtMs + DAY_MS, out_bill_no);
    return transfer;
  }

  return Object.freeze({
    create,
    find,
    byNumber: (outBillNo: string) => known(find(outBillNo)),
    byBillNumber: (billNo: string) =>
      known([...transfers.values()].find((one) => one.transfer_bill_no === billNo)),
    cancel(outBillNo: string) {
      const now = known(find(outBillNo));
      if (now.state === 'CANCELING' || now.state === 'CANCELLED') return now;
      const canceling = move(outBillNo, 'WAIT_USER_CONFIRM', 'CANCELING');
      if (canceling === undefined) throw invalidRequest('当前单据状态不支持撤销');
      planCancelled(clock.nowMs() + CANCEL_MS, outBillNo);
      return canceling;
    },
    confirm: (outBillNo: string) => move(outBillNo, 'WAIT_USER_CONFIRM', 'SUCCESS'),
    list: () => [...transfers.values()],
  });
}

function unknownTransfer(): Refusal {
  return new Refusal({
    status: 404,
    code: 'NOT_FOUND',
    message: '记录不存在',
    internalCode: 268512771,
  });
}

function notEnough(): Refusal {
  return new Refusal({
    status: 403,
    code: 'NOT_ENOUGH',
    message: '运营账户资金不足',
    internalCode: 268435456,
  });
}
