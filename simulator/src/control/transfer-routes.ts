import type { FastifyInstance } from 'fastify';
import { describeTransfer } from '../platform/transfer.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

/** Registers what the receiver of a transfer does: take it. */
export function registerTransfers(app: FastifyInstance, { transfers, merchant }: Controls): void {
  app.get('/transfers', () => ({
    items: transfers.list().map((transfer) => describeTransfer(transfer, merchant.mchid)),
  }));
  app.post<{ Params: { outBillNo: string } }>(
    '/transfers/:outBillNo/confirm',
    ({ params: { outBillNo } }) => {
      const transfer = transfers.confirm(outBillNo);
      if (transfer !== undefined) return describeTransfer(transfer, merchant.mchid);
      throw transfers.find(outBillNo) === undefined
        ? new ControlError(404, `no transfer ${outBillNo}`)
        : new ControlError(409, `transfer ${outBillNo} waits for no confirmation`);
    },
  );
}
