import { formatBeijingTime } from '../../platform/beijing-time.ts';
import { paramError } from '../../platform/refusal.ts';
import {
  acceptedTransfer,
  describeTransfer,
  type TransferRequest,
} from '../../platform/transfer.ts';
import { checkFields, type FieldTable } from '../field-rules.ts';
import {
  fen,
  optionalNotifyUrl,
  optionalText,
  optionalWord,
  requiredText,
  requiredWord,
} from '../fields/shared-fields.ts';
import { openSensitive } from './open-sensitive.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
} from './operation.ts';

const BASE = '^/v3/fund-app/mch-transfer/transfer-bills';
const name = 'transfer';

/** Transfers to users: create, query by both numbers, cancel. */
export const transferOperations: readonly Operation[] = Object.freeze([
  { name, method: 'POST', path: new RegExp(`${BASE}$`), run: create },
  {
    name,
    method: 'GET',
    path: new RegExp(`${BASE}/out-bill-no/(?<out_bill_no>[^/]+)$`),
    run: ({ path }, { transfers, merchant }) => ({
      json: describeTransfer(transfers.byNumber(path.out_bill_no ?? ''), merchant.mchid),
    }),
  },
  {
    name,
    method: 'GET',
    path: new RegExp(`${BASE}/transfer-bill-no/(?<transfer_bill_no>[^/]+)$`),
    run: ({ path }, { transfers, merchant }) => ({
      json: describeTransfer(transfers.byBillNumber(path.transfer_bill_no ?? ''), merchant.mchid),
    }),
  },
  {
    name,
    method: 'POST',
    path: new RegExp(`${BASE}/out-bill-no/(?<out_bill_no>[^/]+)/cancel$`),
    run: cancel,
  },
] satisfies Operation[]);

const SCENES = ['1000', '1002', '1004', '1005', '1009', '1010', '1011', '1013'];

/** From 2,000 yuan on the receiver's name must be given, in fen. */
const NAMED_FROM_FEN = 200_000;

const transferFields: FieldTable = {
  appid: requiredText('商户AppID', 32),
  out_bill_no: { ...requiredText('商户单号', 32), pattern: /^[0-9a-zA-Z]+$/ },
  transfer_scene_id: requiredWord('转账场景ID', ...SCENES),
  openid: requiredText('收款用户OpenID', 64),
  user_name: optionalText('收款用户姓名', 1024),
  transfer_amount: fen('转账金额', 1),
  transfer_remark: requiredText('转账备注', 32 * 3),
  notify_url: optionalNotifyUrl,
  user_recv_perception: optionalText('用户收款感知', 64),
  transfer_scene_report_infos: {
    type: 'list',
    label: '转账场景报备信息',
    required: true,
    min: 1,
    item: {
      type: 'object',
      label: '转账场景报备信息',
      fields: {
        info_type: requiredText('信息类型', 45),
        info_content: requiredText('信息内容', 96),
      },
    },
  },
  user_recv_style: {
    type: 'object',
    label: '收款样式',
    fields: { type: optionalWord('样式类型', 'CONFIRM_PAGE', 'RED_PACKET') },
  },
};

function create(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, transferFields, 'body');
  // The table above has just proven this shape.
  const request = fields as unknown as TransferRequest;
  if (request.user_name !== undefined) {
    openSensitive(request.user_name, '收款用户姓名', call, world);
  } else if (request.transfer_amount >= NAMED_FROM_FEN) {
    throw paramError('转账金额大于等于2000元时，收款用户姓名必填', { location: 'body' });
  }
  return { json: acceptedTransfer(world.transfers.create(request)) };
}

function cancel({ path }: OperationCall, { transfers }: OperationWorld): Reply {
  const { request, transfer_bill_no, state, updatedAtMs } = transfers.cancel(
    path.out_bill_no ?? '',
  );
  const { out_bill_no } = request;
  const update_time = formatBeijingTime(updatedAtMs);
  return { json: { out_bill_no, transfer_bill_no, state, update_time } };
}
