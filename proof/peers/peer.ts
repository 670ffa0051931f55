/** A merchant's account as every client needs it. */
export interface PeerAccount {
  /** The origin of WeChat Pay. */
  readonly baseUrl: string;
  readonly appid: string;
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKey: string;
  readonly merchantCertificate: string;
  readonly apiV3Key: string;
  /** WeChat's keys by serial: PEM, public keys or certificates. */
  readonly platformKeys: Readonly<Record<string, string>>;
}

/** The parameters of `wx.requestPayment`, as a client made them. */
export interface PaymentParameters {
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: string;
  readonly paySign: string;
}

/** What is bought in these runs. */
export interface PeerOrder {
  readonly out_trade_no: string;
  readonly openid: string;
  readonly notify_url: string;
  readonly total: number;
}

/** A notification as an HTTP server receives it; header names are lower-case. */
export interface RawNotification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One client under judgement, used as its own documentation uses it. Every call throws when the client refuses. */
export interface Peer {
  prepay(order: PeerOrder): Promise<PaymentParameters>;
  /** The state that the client believes WeChat named. */
  query(out_trade_no: string): Promise<string>;
  close(out_trade_no: string): Promise<void>;
  /** The refund's status. */
  refund(out_trade_no: string, out_refund_no: string, total: number): Promise<string>;
  /** Verifies and opens; answers the order number in it. */
  open(notification: RawNotification): Promise<string>;
}

/** How a client is named and made. */
export interface PeerMaker {
  readonly name: string;
  create(account: PeerAccount): Peer;
}

/** Reads a text from an answer of which nothing is known. */
export function textIn(answer: unknown, ...path: readonly string[]): string {
  let value = answer;
  for (const name of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  if (typeof value !== 'string') throw new Error(`no ${path.join('.')} in the answer`);
  return value;
}
