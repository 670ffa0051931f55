import type { Transfer } from '../../platform/transfer.ts';
import { checkFields } from '../field-rules.ts';
import { requiredText } from '../fields/shared-fields.ts';
import { type Operation, type OperationWorld, readJson } from './operation.ts';

const BASE = '^/v3/fund-app/mch-transfer/elecsign';
const DOWNLOAD = '/v3/transferdownload/signfile';
const name = 'transfer';

type Find = (number: string, world: OperationWorld) => Transfer;

const byOutBillNo: Find = (number, { transfers }) => transfers.byNumber(number);
const byTransferBillNo: Find = (number, { transfers }) => transfers.byBillNumber(number);

/** Electronic receipts of transfers: apply and query by either number, and the unsigned download. */
export const receiptOperations: readonly Operation[] = Object.freeze([
  ...receipts('out-bill-no', 'out_bill_no', byOutBillNo),
  ...receipts('transfer-bill-no', 'transfer_bill_no', byTransferBillNo),
  {
    name,
    method: 'GET',
    path: new RegExp(`^${DOWNLOAD}$`),
    run({ query }, world) {
      checkFields(query, { token: requiredText('token', 256) }, 'uri_template');
      const bytes = world.receipts.fetch(query.token ?? '');
      return { file: { contentType: 'text/plain', bytes } };
    },
  },
] satisfies Operation[]);

/** @see https://pay.weixin.qq.com/doc/v3/merchant/4012716452 */
function receipts(segment: string, field: string, find: Find): Operation[] {
  const fields = { [field]: requiredText('单号', 64) };
  return [
    {
      name,
      method: 'POST',
      path: new RegExp(`${BASE}/${segment}$`),
      run({ body }, world) {
        const named = readJson(body);
        checkFields(named, fields, 'body');
        return { json: world.receipts.apply(find(String(named[field]), world)) };
      },
    },
    {
      name,
      method: 'GET',
      path: new RegExp(`${BASE}/${segment}/(?<number>[^/]+)$`),
      run({ path, headers }, world) {
        const host = headers.host ?? 'localhost';
        const toUrl = (token: string) => `http://${host}${DOWNLOAD}?token=${token}`;
        return { json: world.receipts.query(find(path.number ?? '', world), toUrl) };
      },
    },
  ];
}
