import type { Funds } from './funds.ts';
import type { SalesBook } from './sales-book.ts';
import type { Share, ShareReturn } from './sharing.ts';
import type { SharingMove } from './sharing-bill.ts';

/** What has been moved: parts that arrived and parts that came back, the earliest first. */
export function sharingMoves(
  shares: Iterable<Share>,
  returns: Iterable<ShareReturn>,
): readonly SharingMove[] {
  return [...allParts(shares), ...allReturns(returns)].toSorted((a, b) => a.atMs - b.atMs);
}

function allParts(shares: Iterable<Share>): SharingMove[] {
  return [...shares].flatMap((share) =>
    share.parts
      .filter(({ result }) => result === 'SUCCESS')
      .map((part) => ({
        kind: 'share',
        atMs: part.finishedAtMs ?? share.createdAtMs,
        share,
        part,
      })),
  );
}

function allReturns(returns: Iterable<ShareReturn>): SharingMove[] {
  return [...returns].map((back) => ({ kind: 'return', atMs: back.atMs, back }));
}

/** Books a part, or what came back of it, in the account of the order's owner. */
export function moveShare(
  { request, sale, order_id }: Share,
  fen: number,
  { funds, sales, mchid }: MoveParts,
): void {
  const name = fen < 0 ? '分账' : '分账回退';
  funds.move({
    mchid: sales.ownerOf(sale),
    account: 'BASIC',
    name,
    kind: '分账',
    fen,
    number: order_id,
    flowNumber: sale.transaction_id,
    applicant: `${mchid}API`,
    remark: name,
    voucher: request.out_order_no,
  });
}

interface MoveParts {
  readonly funds: Funds;
  readonly sales: SalesBook;
  readonly mchid: string;
}
