import type { FastifyInstance } from 'fastify';
import { type FundAccount, fundAccounts } from '../platform/funds.ts';
import { describeRefund, type Refund } from '../platform/refund.ts';
import type { RefundFate } from '../platform/refund-book.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

/** Registers what moves the merchant's money: refunds and balances. */
export function registerMoney(app: FastifyInstance, controls: Controls): void {
  registerRefunds(app, controls);
  registerFunds(app, controls);
  registerSharing(app, controls);
}

const settleSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['status'],
  properties: { status: { type: 'string', enum: ['SUCCESS', 'ABNORMAL', 'CLOSED'] } },
};

function registerRefunds(app: FastifyInstance, { refunds }: Controls): void {
  const view = (refund: Refund) => ({
    outRefundNo: refund.request.out_refund_no,
    outTradeNo: refund.sale.out_trade_no,
    amountFen: refund.request.amount.refund,
    createdAtMs: refund.createdAtMs,
    history: refund.history,
    notificationId: refund.notificationId ?? null,
    refund: describeRefund(refund),
  });
  app.get('/refunds', () => ({ items: refunds.list().map(view) }));
  app.get<{ Params: { outRefundNo: string } }>('/refunds/:outRefundNo', ({ params }) => {
    const refund = refunds.find(params.outRefundNo);
    if (refund === undefined) throw new ControlError(404, `no refund ${params.outRefundNo}`);
    return view(refund);
  });
  app.post<{ Params: { outRefundNo: string }; Body: Pick<RefundFate, 'status'> }>(
    '/refunds/:outRefundNo/settle',
    { schema: { body: settleSchema } },
    ({ params: { outRefundNo }, body: { status } }) => {
      const refund = refunds.settle(outRefundNo, status);
      if (refund !== undefined) return view(refund);
      throw refunds.find(outRefundNo) === undefined
        ? new ControlError(404, `no refund ${outRefundNo}`)
        : new ControlError(409, `refund ${outRefundNo} is not under way`);
    },
  );
}

const fundsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['amountFen'],
  properties: {
    amountFen: { type: 'integer' },
    account: { type: 'string', enum: fundAccounts },
    mchid: { type: 'string' },
  },
};

/** A recharge, or with a negative amount a withdrawal. */
function registerFunds(app: FastifyInstance, { funds, merchant }: Controls): void {
  const balances = (mchid: string) => ({
    mchid,
    balancesFen: Object.fromEntries(
      fundAccounts.map((account) => [account, funds.balanceFen(mchid, account)]),
    ),
  });
  app.get('/funds', () => ({
    items: [merchant.mchid, merchant.subMerchant.mchid].map(balances),
  }));
  app.post<{ Body: { amountFen: number; account?: FundAccount; mchid?: string } }>(
    '/funds',
    { schema: { body: fundsSchema } },
    ({ body: { amountFen, account = 'BASIC', mchid = merchant.mchid } }) => {
      const name = amountFen < 0 ? '提现' : '充值';
      const number = `C${funds.list().length + 1}`;
      funds.move({
        mchid,
        account,
        name,
        kind: name,
        fen: amountFen,
        number,
        flowNumber: number,
        applicant: 'system',
        remark: '',
        voucher: number,
      });
      return balances(mchid);
    },
  );
}

/** The address at which receivers of profit sharing are told; without `url` they are not. */
function registerSharing(app: FastifyInstance, { setSharingNotifyUrl }: Controls): void {
  const properties = { url: { type: 'string' } };
  const body = { type: 'object', additionalProperties: false, properties };
  app.post<{ Body: { url?: string } }>(
    '/profit-sharing/notify-url',
    { schema: { body } },
    ({ body: { url } }) => {
      setSharingNotifyUrl(url);
      return { url: url ?? null };
    },
  );
}
