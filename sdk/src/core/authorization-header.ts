/**
 * Writes the `Authorization` header of a signed request.
 *
 * @see request signature, document 4012365336
 */
export function authorizationHeader(fields: {
  /** The caller's own merchant number; that of the partner in partner mode. */
  readonly mchid: string;
  /** Serial of the merchant's certificate, never of WeChat's. */
  readonly serial: string;
  /** The same text as in the signed message. */
  readonly timestamp: string;
  /** The same text as in the signed message. */
  readonly nonce: string;
  /** Base64. */
  readonly signature: string;
}): string {
  const { mchid, serial, timestamp, nonce, signature } = fields;
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`;
}
