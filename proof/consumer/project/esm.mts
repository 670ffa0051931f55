import { ApiError, createWechatPay, type WechatPay } from '@yifen/wechatpay';
import { expressNotifications } from '@yifen/wechatpay/express';

export function describe(error: unknown): string {
  return error instanceof ApiError ? error.wechat.code : 'other';
}

export const create: (...options: Parameters<typeof createWechatPay>) => WechatPay =
  createWechatPay;
export const adapter: typeof expressNotifications = expressNotifications;
