/**
 * What a merchant would have collected from WeChat's consoles.
 *
 * Keys are PEM text; serials are 40 upper-case hex digits; `apiV3Key` is 32 ASCII characters.
 */
export interface MerchantCredentials {
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

/** A merchant that the simulated one serves as a partner (服务商); it has no keys of its own. */
export interface SubMerchant {
  readonly mchid: string;
  readonly name: string;
  readonly appid: string;
  readonly appSecret: string;
}

/** The simulated merchant, as `GET /_simulator/merchant` answers it: a direct merchant and a partner in one. */
export interface SimulatorMerchant extends MerchantCredentials {
  readonly subMerchant: SubMerchant;
}
