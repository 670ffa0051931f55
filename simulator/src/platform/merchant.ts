/**
 * The credentials a merchant would have collected from WeChat's consoles, as `GET /_simulator/merchant` answers them.
 *
 * Keys are PEM text; serials are 40 upper-case hex digits; `apiV3Key` is 32 ASCII characters.
 */
export interface SimulatorMerchant {
  readonly mchid: string;
  readonly name: string;
  readonly appid: string;
  readonly appSecret: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKey: string;
  readonly merchantCertificate: string;
  readonly apiV3Key: string;
  readonly publicKeyId: string;
  readonly publicKey: string;
  readonly platformSerial: string;
  readonly platformCertificate: string;
}
