/** Names this client; WeChat refuses some calls that carry no `User-Agent`. */
export const userAgent = 'yifen-wechatpay/0.1.0';
