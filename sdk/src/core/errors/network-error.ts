import { WechatPayError } from './wechatpay-error.ts';

/**
 * No answer came: code `NETWORK_NOT_SENT` (outcome `none`, no byte left), `NETWORK_BROKEN` or
 * `NETWORK_ABORTED` (outcome `unknown` once a byte may have left).
 */
export class NetworkError extends WechatPayError {
  override readonly name = 'NetworkError';

  constructor(fields: {
    readonly sent: boolean;
    readonly aborted: boolean;
    readonly reason: string;
  }) {
    const { sent, aborted, reason } = fields;
    super(`${aborted ? 'The call was aborted' : 'The connection failed'} (${reason}).`, {
      code: aborted ? 'NETWORK_ABORTED' : sent ? 'NETWORK_BROKEN' : 'NETWORK_NOT_SENT',
      outcome: sent ? 'unknown' : 'none',
      advice: sent
        ? {
            zh: '请求可能已被执行：请用同一单号查询，或原样重试。',
            en: 'It may have been executed: query, or repeat it unchanged with the same number.',
          }
        : {
            zh: '请求未发出：请检查网络、域名解析与防火墙后重试。',
            en: 'Nothing was sent: check network, DNS and firewall, then repeat.',
          },
    });
  }
}
