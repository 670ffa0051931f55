import { type FundAccount, fundAccounts } from '../platform/funds.ts';
import { describeRefund, type Refund } from '../platform/refund.ts';
import type { RefundFate } from '../platform/refund-book.ts';
import { objectSchema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

/** What moves the merchant's money: refunds, balances, profit sharing. */
export function moneyRoutes(controls: Controls): readonly ControlRoute[] {
  return [...refundRoutes(controls), ...fundRoutes(controls), sharingRoute(controls)];
}

function refundRoutes({ refunds }: Controls): ControlRoute[] {
  const view = (refund: Refund) => ({
    outRefundNo: refund.request.out_refund_no,
    outTradeNo: refund.sale.out_trade_no,
    amountFen: refund.request.amount.refund,
    createdAtMs: refund.createdAtMs,
    history: refund.history,
    notificationId: refund.notificationId ?? null,
    refund: describeRefund(refund),
  });
  const answers =
    '{outRefundNo, outTradeNo, amountFen, createdAtMs, history, notificationId, refund}';
  return [
    route({
      method: 'GET',
      path: '/refunds',
      tag: 'money',
      summary: 'Every refund',
      answers: '{items}',
      run: () => ({ items: refunds.list().map(view) }),
    }),
    route({
      method: 'GET',
      path: '/refunds/{outRefundNo}',
      tag: 'money',
      summary: 'One refund; `refund` is what a query would answer',
      answers,
      run({ params: { outRefundNo = '' } }) {
        const refund = refunds.find(outRefundNo);
        if (refund === undefined) throw new ControlError(404, `no refund ${outRefundNo}`);
        return view(refund);
      },
    }),
    route<Pick<RefundFate, 'status'>>({
      method: 'POST',
      path: '/refunds/{outRefundNo}/settle',
      tag: 'money',
      summary: 'Ends a refund that is under way',
      answers,
      body: objectSchema({ status: { type: 'string', enum: ['SUCCESS', 'ABNORMAL', 'CLOSED'] } }, [
        'status',
      ]),
      run({ params: { outRefundNo = '' }, body: { status } }) {
        const refund = refunds.settle(outRefundNo, status);
        if (refund !== undefined) return view(refund);
        throw refunds.find(outRefundNo) === undefined
          ? new ControlError(404, `no refund ${outRefundNo}`)
          : new ControlError(409, `refund ${outRefundNo} is not under way`);
      },
    }),
  ];
}

const fundsSchema = objectSchema(
  {
    amountFen: { type: 'integer', description: 'Below zero: a withdrawal.' },
    account: { type: 'string', enum: fundAccounts, description: 'BASIC by default.' },
    mchid: { type: 'string' },
  },
  ['amountFen'],
);

function fundRoutes({ funds, merchant }: Controls): ControlRoute[] {
  const balances = (mchid: string) => ({
    mchid,
    balancesFen: Object.fromEntries(
      fundAccounts.map((account) => [account, funds.balanceFen(mchid, account)]),
    ),
  });
  return [
    route({
      method: 'GET',
      path: '/funds',
      tag: 'money',
      summary: 'The balances of the merchant and its sub-merchant',
      answers: '{items: [{mchid, balancesFen}]}',
      run: () => ({ items: [merchant.mchid, merchant.subMerchant.mchid].map(balances) }),
    }),
    route<{ amountFen: number; account?: FundAccount; mchid?: string }>({
      method: 'POST',
      path: '/funds',
      tag: 'money',
      summary: 'A recharge, or with a negative amount a withdrawal',
      answers: '{mchid, balancesFen}',
      body: fundsSchema,
      run({ body: { amountFen, account = 'BASIC', mchid = merchant.mchid } }) {
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
    }),
  ];
}

function sharingRoute({ setSharingNotifyUrl }: Controls): ControlRoute {
  return route<{ url?: string }>({
    method: 'POST',
    path: '/profit-sharing/notify-url',
    tag: 'money',
    summary: 'Where receivers of profit sharing are told of it; nowhere without url',
    answers: '{url}',
    body: objectSchema({ url: { type: 'string' } }),
    run({ body: { url } }) {
      setSharingNotifyUrl(url);
      return { url: url ?? null };
    },
  });
}
