import { receiverTypes } from '../../platform/sharing.ts';
import type { FieldTable } from '../field-rules.ts';
import {
  fen,
  optionalSubMchid,
  optionalText,
  requiredText,
  requiredWord,
} from './shared-fields.ts';

const number = (label: string) =>
  ({
    ...requiredText(label, 64),
    pattern: /^[0-9a-zA-Z_\-|*@]+$/,
    patternText: String.raw`^[0-9a-zA-Z_\-\|\*\@]+$`,
  }) as const;

const parties: FieldTable = {
  appid: optionalText('应用ID', 32),
  sub_mchid: optionalSubMchid,
  sub_appid: optionalText('子商户应用ID', 32),
};

const receiver: FieldTable = {
  type: requiredWord('分账接收方类型', ...receiverTypes),
  account: requiredText('分账接收方账号', 64),
  name: optionalText('分账个人接收方姓名', 1024),
};

const RELATIONS =
  'STORE STAFF STORE_OWNER PARTNER HEADQUARTER BRAND DISTRIBUTOR USER SUPPLIER CUSTOM SERVICE_PROVIDER';

/** The body of a request to add a receiver. */
export const addReceiverFields: FieldTable = {
  ...parties,
  ...receiver,
  relation_type: requiredWord('与分账方的关系类型', ...RELATIONS.split(' ')),
  custom_relation: optionalText('自定义的分账关系', 10 * 3),
};

/** The body of a request to delete a receiver. */
export const deleteReceiverFields: FieldTable = {
  ...parties,
  type: requiredWord('分账接收方类型', ...receiverTypes),
  account: requiredText('分账接收方账号', 64),
};

/** The body of a request to share. */
export const shareFields: FieldTable = {
  ...parties,
  transaction_id: requiredText('微信订单号', 32),
  out_order_no: number('商户分账单号'),
  receivers: {
    type: 'list',
    label: '分账接收方列表',
    required: true,
    min: 1,
    item: {
      type: 'object',
      label: '分账接收方',
      fields: {
        ...receiver,
        amount: fen('分账金额', 1),
        description: requiredText('分账描述', 80),
      },
    },
  },
  unfreeze_unsplit: { type: 'boolean', label: '是否解冻剩余未分资金', required: true },
};

/** The path and query of a share query. */
export const shareQueryFields: FieldTable = {
  out_order_no: number('商户分账单号'),
  transaction_id: requiredText('微信订单号', 32),
  sub_mchid: optionalSubMchid,
};

/** The body of a request to unfreeze the rest. */
export const unfreezeFields: FieldTable = {
  sub_mchid: optionalSubMchid,
  transaction_id: requiredText('微信订单号', 32),
  out_order_no: number('商户分账单号'),
  description: requiredText('分账描述', 80),
};

/** The body of a request to give a part back. */
export const returnFields: FieldTable = {
  sub_mchid: optionalSubMchid,
  order_id: optionalText('微信分账单号', 64),
  out_order_no: { ...number('商户分账单号'), required: false },
  out_return_no: number('商户回退单号'),
  return_mchid: requiredText('回退商户号', 32),
  amount: fen('回退金额', 1),
  description: requiredText('回退描述', 80),
};

/** The path and query of a return query. */
export const returnQueryFields: FieldTable = {
  out_return_no: number('商户回退单号'),
  out_order_no: number('商户分账单号'),
  sub_mchid: optionalSubMchid,
};
