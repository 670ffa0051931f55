import { ApiError, createWechatPay, type WechatPay } from '@yifen/wechatpay';

import sdk = require('@yifen/wechatpay');

export function describe(error: unknown): string {
  return error instanceof ApiError ? error.wechat.code : 'other';
}

export const same: boolean = sdk.createWechatPay === createWechatPay;
export const client: WechatPay | null = null;
