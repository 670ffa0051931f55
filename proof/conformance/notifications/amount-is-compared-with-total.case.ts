import { expectNotification } from '@yifen/wechatpay';
import { conforms, expect } from '../testing/conforms.ts';
import { resources } from '../testing/resources.ts';
import { notice, open } from '../testing/wechat.ts';

conforms('the order is compared with amount.total, never with what was paid after coupons', () => {
  const notification = open(notice('TRANSACTION.SUCCESS', resources.payment));
  if (notification.event_type !== 'TRANSACTION.SUCCESS') throw new Error(notification.event_type);
  const { appid, mchid, out_trade_no } = resources.payment;
  const expected = (total: number) => ({ appid, mchid, out_trade_no, amount: { total } });
  expect(() => expectNotification(notification, expected(100))).not.toThrow();
  expect(() => expectNotification(notification, expected(90))).toThrow(/amount\.total/);
});
