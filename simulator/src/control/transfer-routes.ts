import { describeTransfer } from '../platform/transfer.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

/** What the receiver of a transfer does: take it. */
export function transferRoutes({ transfers, merchant }: Controls): readonly ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/transfers',
      tag: 'money',
      summary: 'Every transfer',
      answers: '{items}',
      run: () => ({
        items: transfers.list().map((transfer) => describeTransfer(transfer, merchant.mchid)),
      }),
    }),
    route({
      method: 'POST',
      path: '/transfers/{outBillNo}/confirm',
      tag: 'money',
      summary: 'The user takes the transfer',
      answers: 'the transfer',
      run({ params: { outBillNo = '' } }) {
        const transfer = transfers.confirm(outBillNo);
        if (transfer !== undefined) return describeTransfer(transfer, merchant.mchid);
        throw transfers.find(outBillNo) === undefined
          ? new ControlError(404, `no transfer ${outBillNo}`)
          : new ControlError(409, `transfer ${outBillNo} waits for no confirmation`);
      },
    }),
  ];
}
