import { plainBeijingTime } from './beijing-time.ts';
import { type BillLines, type BillText, merchantText } from './bill-text.ts';
import type { Share, SharePart, ShareReturn } from './sharing.ts';
import { yuan } from './yuan.ts';

/** Money that profit sharing moved: a part that its receiver got, or one that came back. */
export type SharingMove =
  | {
      readonly kind: 'share';
      readonly atMs: number;
      readonly share: Share;
      readonly part: SharePart;
    }
  | { readonly kind: 'return'; readonly atMs: number; readonly back: ShareReturn };

// WeChat's page says what rows there are and how values are written, not the names of the columns: they are a choice.
const HEADER =
  '分账时间,分账发起方,分账方,微信订单号,微信分账/回退单号,分账明细单号,商户分账/回退单号,订单金额(元),分账接收方,分账金额(元),业务类型,处理状态,分账描述';
const SUMMARY_HEADER = '总条数,分账总金额(元),回退总金额(元)';

/**
 * Writes what sharing moved on one day: one row for each part and each return; `undefined` when there was nothing.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4012715572
 */
export function sharingBill(
  moves: readonly SharingMove[],
  { mchid, text }: { readonly mchid: string; readonly text: BillText },
): BillLines | undefined {
  if (moves.length === 0) return undefined;
  const total = (kind: SharingMove['kind']) =>
    yuan(moves.reduce((sum, move) => sum + (move.kind === kind ? rowOf(move).amountFen : 0), 0));
  return {
    header: HEADER,
    rows: moves.map((move) => {
      const { sale } = sourceOf(move);
      const row = rowOf(move);
      return [
        plainBeijingTime(move.atMs),
        mchid,
        sale.subMchid ?? mchid,
        sale.transaction_id,
        row.number,
        row.detail,
        row.ownNumber,
        yuan(sale.totalFen),
        row.account,
        yuan(row.amountFen),
        move.kind === 'share' ? '分账' : '分账回退',
        '处理成功',
        merchantText(row.description, text),
      ];
    }),
    summaryHeader: SUMMARY_HEADER,
    summary: [String(moves.length), total('share'), total('return')],
  };
}

/** Whose order it was. */
export function sourceOf(move: SharingMove): Share {
  return move.kind === 'share' ? move.share : move.back.share;
}

function rowOf(move: SharingMove) {
  if (move.kind === 'share') {
    const { share, part } = move;
    return {
      number: share.order_id,
      detail: part.detail_id,
      ownNumber: share.request.out_order_no,
      account: part.account,
      amountFen: part.amount,
      description: part.description,
    };
  }
  const { request, return_id } = move.back;
  return {
    number: return_id,
    detail: '',
    ownNumber: request.out_return_no,
    account: request.return_mchid,
    amountFen: request.amount,
    description: request.description,
  };
}
