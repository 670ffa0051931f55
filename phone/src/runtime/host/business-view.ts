import { isRecord } from '../easel/instance.ts';
import type { Screen } from '../ui/screen.ts';
import { ApiFailure, type Options } from '../wx/api.ts';
import type { Host } from './host.ts';

/** What WeChat hands to `App.onShow` when a view of its own was closed. */
export interface ReturnOptions {
  readonly scene: number;
  readonly referrerInfo: {
    readonly appId: string;
    readonly extraData: Readonly<Record<string, unknown>>;
  };
}

/** The appid of WeChat's confirm-receipt component. */
const COMPONENT_APPID = 'wx1183b055aeec94d1';
/** Opened from another mini-program: how its result comes back. */
const RETURN_SCENE = 1038;

/**
 * `wx.openBusinessView` for confirming a receipt: the payer chooses, WeChat decides, and the result
 * comes back in both ways seen in practice, by the callback and by `App.onShow`.
 *
 * @param comeBack Tells the mini-program that it is in front again.
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/business-capabilities/order-shipping/order-shipping-half.html
 */
export async function openBusinessView(
  options: Options,
  host: Host,
  screen: Pick<Screen, 'ask'>,
  comeBack: (options: ReturnOptions) => void,
): Promise<Options> {
  const { businessType, extraData } = options;
  if (businessType !== 'weappOrderConfirm') {
    throw new ApiFailure(`businessType ${String(businessType)} is not supported by the phone`);
  }
  const asked = isRecord(extraData) ? extraData : {};
  const number = asked.transaction_id ?? asked.merchant_trade_no ?? '';
  const agreed = await screen.ask({
    asker: host.appName,
    title: '确认已收到货？',
    rows: [['支付单号', String(number)]],
    note: '模拟微信确认收货组件 · 确认后货款结算给商家',
    refuseText: '暂不确认',
    agreeText: '确认收货',
  });
  const texts = Object.entries(asked).filter(([, value]) => typeof value === 'string');
  const answer = await host.askWeChat('receipts', {
    openid: host.openid,
    ...Object.fromEntries(texts),
    choice: agreed === null ? 'cancel' : 'confirm',
  });
  const { status = 'fail', errormsg = '' } = isRecord(answer) ? answer : {};
  const result = { status, errormsg, req_extradata: asked };
  comeBack({
    scene: RETURN_SCENE,
    referrerInfo: { appId: COMPONENT_APPID, extraData: result },
  });
  return { extraData: result };
}
