import type { PreparedBill } from '../../platform/bill-room.ts';
import { type FundAccount, fundAccounts } from '../../platform/funds.ts';
import { refuseOtherSubMerchant } from '../../platform/refuse-strangers.ts';
import { type TradeBillType, tradeBillTypes } from '../../platform/trade-bill.ts';
import { checkFields, type FieldTable } from '../field-rules.ts';
import {
  mchidField,
  optionalSubMchid,
  optionalWord,
  requiredText,
  requiredWord,
} from '../fields/shared-fields.ts';
import type { Operation, OperationCall, OperationWorld, Reply } from './operation.ts';

/** Bills: four applications and the one download. */
export const billOperations: readonly Operation[] = Object.freeze([
  { name: 'bill', method: 'GET', path: /^\/v3\/bill\/tradebill$/, run: trade },
  { name: 'bill', method: 'GET', path: /^\/v3\/bill\/fundflowbill$/, run: fundFlow },
  {
    name: 'bill',
    method: 'GET',
    path: /^\/v3\/bill\/sub-merchant-fundflowbill$/,
    run: subMerchantFundFlow,
  },
  { name: 'bill', method: 'GET', path: /^\/v3\/profitsharing\/bills$/, run: sharing },
  { name: 'bill-download', method: 'GET', path: /^\/v3\/billdownload\/file$/, run: download },
] satisfies Operation[]);

const billDate = {
  ...requiredText('账单日期', 10),
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  patternText: String.raw`^\d{4}-\d{2}-\d{2}$`,
} as const;
const tarType = optionalWord('压缩类型', 'GZIP');

const tradeFields: FieldTable = {
  bill_date: billDate,
  sub_mchid: optionalSubMchid,
  bill_type: optionalWord('账单类型', ...tradeBillTypes),
  tar_type: tarType,
};

const fundFlowFields: FieldTable = {
  bill_date: billDate,
  account_type: optionalWord('资金账户类型', 'BASIC', 'OPERATION', 'FEES'),
  tar_type: tarType,
};

const sharingFields: FieldTable = {
  sub_mchid: optionalSubMchid,
  bill_date: billDate,
  tar_type: tarType,
};

const subMerchantFields: FieldTable = {
  sub_mchid: { ...mchidField, label: '子商户号' },
  bill_date: billDate,
  account_type: requiredWord('资金账户类型', ...fundAccounts),
  algorithm: requiredWord('加密算法', 'AEAD_AES_256_GCM'),
  tar_type: tarType,
};

function trade(call: OperationCall, world: OperationWorld): Reply {
  const { query } = call;
  checkFields(query, tradeFields, 'uri_template');
  if (query.sub_mchid !== undefined) refuseOtherSubMerchant(query.sub_mchid, world.merchant);
  // The table above has just proven that it is one of them.
  const type = (query.bill_type ?? 'ALL') as TradeBillType;
  const bill = world.bills.trade(wishOf(call), type, query.sub_mchid);
  return { json: billAnswer(bill, call) };
}

function fundFlow(call: OperationCall, world: OperationWorld): Reply {
  checkFields(call.query, fundFlowFields, 'uri_template');
  const bill = world.bills.fundFlow(wishOf(call), accountOf(call));
  return { json: billAnswer(bill, call) };
}

function subMerchantFundFlow(call: OperationCall, world: OperationWorld): Reply {
  const { query } = call;
  checkFields(query, subMerchantFields, 'uri_template');
  const subMchid = query.sub_mchid ?? '';
  refuseOtherSubMerchant(subMchid, world.merchant);
  const bill = world.bills.sealedFundFlow(wishOf(call), accountOf(call), subMchid);
  const encrypt_key = world.keys.sealForMerchant(bill.key, call.merchantSerial);
  const entry = { bill_sequence: 1, ...billAnswer(bill, call), encrypt_key, nonce: bill.nonce };
  return { json: { download_bill_count: 1, download_bill_list: [entry] } };
}

function sharing(call: OperationCall, world: OperationWorld): Reply {
  const { query } = call;
  checkFields(query, sharingFields, 'uri_template');
  if (query.sub_mchid !== undefined) refuseOtherSubMerchant(query.sub_mchid, world.merchant);
  const bill = world.bills.sharing(wishOf(call), world.sharing.moves(), query.sub_mchid);
  return { json: billAnswer(bill, call) };
}

function download({ query }: OperationCall, { bills }: OperationWorld): Reply {
  const fields: FieldTable = {
    token: requiredText('token', 256),
    tartype: optionalWord('压缩类型', 'gzip'),
  };
  checkFields(query, fields, 'uri_template');
  const { bytes, gzip } = bills.fetch(query.token ?? '');
  return { file: { contentType: gzip ? 'application/x-gzip' : 'text/plain', bytes } };
}

function wishOf({ query }: OperationCall) {
  return { day: query.bill_date ?? '', gzip: query.tar_type === 'GZIP' };
}

/** The account of a query whose table has just proven it to be one. */
function accountOf({ query }: OperationCall): FundAccount {
  return (query.account_type ?? 'BASIC') as FundAccount;
}

/** The address leads back to this server, under the name the caller knows it by. */
function billAnswer({ token, gzip, hash_value }: PreparedBill, { headers }: OperationCall) {
  const suffix = gzip ? '&tartype=gzip' : '';
  const download_url = `http://${headers.host ?? 'localhost'}/v3/billdownload/file?token=${token}${suffix}`;
  return { hash_type: 'SHA1', hash_value, download_url };
}
