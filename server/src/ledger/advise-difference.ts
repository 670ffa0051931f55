import type { Advice } from './advise-refund.ts';
import type { DifferenceKind } from './difference.ts';

/** Says what probably led to a difference and what a person should do about it. */
export function adviseDifference({ kind }: { readonly kind: DifferenceKind }): Advice {
  return ADVICE[kind];
}

const ADVICE: Readonly<Record<DifferenceKind, Advice>> = Object.freeze({
  'payment-missing-here': advice(
    '账单中有这笔付款，但查单未能得到微信的签名确认。请在商户平台按微信订单号核对；稍后重新对账会再次查单。',
    'The bill has this payment, but a query did not confirm it. Look the transaction up in the merchant console; a re-run asks again.',
  ),
  'payment-disputed': advice(
    '钱已到账，但金额、付款人或小程序与订单不符，订单处于争议状态。请人工决定发货或退款。',
    'The money came, but amount, payer or mini-program disagree with the order, which is disputed. A person has to deliver or to refund.',
  ),
  'payment-unknown': advice(
    '此订单号不是本系统产生的，多半是同一商户号下另一套系统的交易。若是，请把其单号前缀加入 YIFEN_BILL_IGNORED_PREFIXES。',
    'This number was never given here: probably another system takes payments under the same mchid. If so, add its prefix to YIFEN_BILL_IGNORED_PREFIXES.',
  ),
  'payment-missing-in-bill': advice(
    '本地有微信签名的付款凭证，账单中却没有。请核对商户号与账单日期；确认无误后凭微信订单号联系微信支付。',
    'WeChat signed this payment, yet its bill lacks it. Check mchid and day; then ask WeChat Pay with the transaction id.',
  ),
  'amount-differs': advice(
    '本地金额有微信签名为证。请在商户平台核对该笔交易；如账单有误，凭微信订单号联系微信支付。',
    'The amount here is signed by WeChat. Compare it in the merchant console; if the bill is wrong, ask WeChat Pay with the transaction id.',
  ),
  'reference-differs': advice(
    '商户订单号与微信订单号的对应关系和本地不同。请在商户平台按两个单号分别核对。',
    'Order number and transaction belong together differently here. Look both up in the merchant console.',
  ),
  'day-differs': advice(
    '同一笔交易在两边属于不同的日期，通常出现在零点前后；相邻一天会有方向相反的差异，两笔可一并确认。',
    'Both sides have it on different days, usually around midnight; the neighbouring day differs the other way, and both can be settled together.',
  ),
  'refund-missing-here': advice(
    '账单中有这笔退款，但未能通过微信的签名应答入账。请在商户平台核对；稍后重新对账会再次查询。',
    'The bill has this refund, but no signed answer of WeChat brought it into the books. Look it up in the merchant console; a re-run asks again.',
  ),
  'refund-unknown': advice(
    '这笔退款对应的订单不是本系统的，多半来自同一商户号下的另一套系统。若是，请把其单号前缀加入 YIFEN_BILL_IGNORED_PREFIXES。',
    'Its order was never placed here: probably another system under the same mchid refunded it. If so, add its prefix to YIFEN_BILL_IGNORED_PREFIXES.',
  ),
  'refund-exceeds-payment': advice(
    '此退款不是由本系统发起（例如在商户平台手工退款），且超过了订单的剩余可退金额。请检查是否有待审批的退款应当驳回，然后重新对账。',
    'This refund was not made here (in the console, for example) and is more than what is left of the payment. See whether a refund that awaits approval should be rejected, then re-run the day.',
  ),
  'refund-missing-in-bill': advice(
    '微信已受理这笔退款，账单中却没有。请核对账单日期（按受理时间归属），确认后凭微信退款单号联系微信支付。',
    'WeChat accepted this refund, yet its bill lacks it. A refund belongs to the day of its acceptance; check that, then ask WeChat Pay with the refund id.',
  ),
  'refund-amount-differs': advice(
    '退款金额与账单不一致。请在商户平台核对该退款单，核清前请勿再次退款。',
    'The amount of the refund differs. Compare it in the merchant console, and refund nothing more before it is clear.',
  ),
  'refund-state-differs': advice(
    '退款状态与账单不一致，且查询未能解决。请在商户平台核对该退款单，核清前请勿再次退款。',
    'The state of the refund differs, and a query did not settle it. Compare it in the merchant console, and refund nothing more before it is clear.',
  ),
  'duplicate-row': advice(
    '账单中同一笔记录出现多次。请重新下载账单核对；若仍重复，请联系微信支付。',
    'The bill has the same row more than once. Fetch it again; if it stays so, ask WeChat Pay.',
  ),
  'summary-differs': advice(
    '账单的汇总行与明细不符，该日尚未对账，系统会自动重试。若持续出现，请联系微信支付。',
    'The bill’s summary does not agree with its rows: the day is not reconciled yet and is tried again. If it stays so, ask WeChat Pay.',
  ),
  'fund-flow-differs': advice(
    '资金账单中的收款、退款与手续费净额和交易账单不一致。常见原因：零点前后入账（相邻一天差额相反）、手续费返还或其他账户退款；请逐笔核对资金账单。',
    'What moved on the account is not what the trade bill adds up to. Common causes: booking around midnight (the next day differs the other way), fees given back, refunds from another account. Compare the fund-flow bill row by row.',
  ),
});

function advice(zh: string, en: string): Advice {
  return Object.freeze({ zh, en });
}
