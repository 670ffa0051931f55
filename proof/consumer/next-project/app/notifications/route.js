import { createWechatPay } from '@yifen/wechatpay';
import { nextNotifications } from '@yifen/wechatpay/next';

const paid = [];
let receive;

// Next runs this file once while it builds, when there are no keys yet: they are read with the first request.
export function POST(request) {
  receive ??= nextNotifications(createWechatPay(JSON.parse(process.env.SHOP)).notifications, {
    'TRANSACTION.SUCCESS': ({ resource }) => paid.push(resource.out_trade_no),
  });
  return receive(request);
}

export function GET() {
  return Response.json(paid);
}
