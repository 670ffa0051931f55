import { expect, onTestFinished } from 'vitest';
import { createWechatPay } from '../create-wechatpay.ts';
import { startSimulator } from './start-simulator.ts';

/** Nobody listens there: notifications fail at once. */
export const nowhere = 'http://127.0.0.1:9/notify';

/**
 * A merchant at a simulator of its own. Both live by one clock, which moves only while the client waits; nothing is
 * repeated on its own.
 */
export async function openShop() {
  const { simulator, clock, clientOptions, publicKey, control } = await startSimulator();
  const wechatpay = createWechatPay({
    ...clientOptions,
    platformKeys: [publicKey],
    attempts: 1,
    system: { nowMs: () => clock.nowMs(), sleep: (durationMs) => clock.advance(durationMs) },
  });
  onTestFinished(() => wechatpay.close());
  const { openid } = simulator.loginCode();
  const { appid, subMerchant } = simulator.merchant;
  const terms = (out_trade_no: string) => ({
    description: '茶',
    out_trade_no,
    notify_url: nowhere,
    amount: { total: 300 },
  });
  const direct = (out_trade_no: string) => ({ appid, ...terms(out_trade_no) });
  return {
    simulator,
    clock,
    wechatpay,
    openid,
    control,
    /** Terms of an order of the merchant's own. */
    direct,
    /** Terms of an order of its sub-merchant. */
    partner: (out_trade_no: string) => ({
      sp_appid: appid,
      sub_mchid: subMerchant.mchid,
      sub_appid: subMerchant.appid,
      ...terms(out_trade_no),
    }),
    /** Places an order of 3 yuan and pays it. */
    async buy(out_trade_no: string): Promise<void> {
      const request = { ...direct(out_trade_no), payer: { openid } };
      const { requestPayment } = await wechatpay.jsapi.prepay(request);
      expect(await simulator.pay({ openid, ...requestPayment })).toEqual({
        errMsg: 'requestPayment:ok',
      });
    },
  };
}
