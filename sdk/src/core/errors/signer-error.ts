import { WechatPayError } from './wechatpay-error.ts';

/**
 * The `Signer` failed; code `SIGNER_FAILED`. Outcome `none` when a request could not be signed, `done`
 * when WeChat had already accepted the order and only `paySign` is missing.
 */
export class SignerError extends WechatPayError {
  override readonly name = 'SignerError';

  constructor(outcome: 'none' | 'done', cause: unknown) {
    super('The signer produced no signature.', {
      code: 'SIGNER_FAILED',
      outcome,
      cause,
      advice:
        outcome === 'none'
          ? {
              zh: '请求未发出：请检查签名服务后重试。',
              en: 'Nothing was sent: check the signer, then repeat.',
            }
          : {
              zh: '订单已被微信接受：请原样重试以取得支付参数。',
              en: 'WeChat accepted the order: repeat it unchanged to get the payment parameters.',
            },
    });
  }
}
