import type { WechatPay } from '../index.ts';

/** What this example sends; the names are those of a merchant's own transfer and of partner mode. */
interface PartnerTransfer {
  sub_mchid: string;
  appid: string;
  out_bill_no: string;
  transfer_scene_id: string;
  openid: string;
  user_name?: string;
  transfer_amount: number;
  transfer_remark: string;
  transfer_scene_report_infos: { info_type: string; info_content: string }[];
}

interface PartnerTransferBill {
  out_bill_no: string;
  transfer_bill_no: string;
  state: string;
  package_info?: string;
}

const bills = '/v3/fund-app/mch-transfer/partner/transfer-bills';

/** Repeat it with the same `out_bill_no` when the outcome is unknown. */
export async function transfer(wechatpay: WechatPay, request: PartnerTransfer) {
  const { user_name } = request;
  const { data } = await wechatpay.call<PartnerTransferBill>({
    method: 'POST',
    path: bills,
    body: (seal) =>
      user_name === undefined ? request : { ...request, user_name: seal('user_name', user_name) },
  });
  // Signed by WeChat, but nobody has judged its content.
  if (data?.out_bill_no !== request.out_bill_no) throw new Error('another transfer was answered');
  return data;
}

export async function find(wechatpay: WechatPay, sub_mchid: string, out_bill_no: string) {
  const { data } = await wechatpay.call<PartnerTransferBill>({
    method: 'GET',
    path: `${bills}/out-bill-no/{out_bill_no}`,
    params: { out_bill_no },
    query: { sub_mchid },
  });
  return data;
}
