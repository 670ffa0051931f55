/**
 * What a mini-program hands to `wx.requestPayment`, with who runs it and in which mini-program.
 *
 * The five WeChat fields are `unknown` because the base library itself checks their types.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export interface PaymentParams {
  readonly openid: string;
  /** The running mini-program; the simulated merchant's own by default. */
  readonly appid?: string;
  readonly timeStamp?: unknown;
  readonly nonceStr?: unknown;
  readonly package?: unknown;
  readonly signType?: unknown;
  readonly paySign?: unknown;
}

/** A user who scans the QR code of a Native order, or opens the link of an H5 order in a mobile browser. */
export interface LinkParams {
  readonly openid: string;
  /** The `code_url` or `h5_url`. */
  readonly link: string;
}

/**
 * What an app hands to WeChat's SDK, in the SDK's own spelling, with who runs it.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013070351
 */
export interface AppParams {
  readonly openid: string;
  readonly app: {
    readonly appid?: unknown;
    readonly partnerid?: unknown;
    readonly prepayid?: unknown;
    readonly package?: unknown;
    readonly noncestr?: unknown;
    readonly timestamp?: unknown;
    readonly sign?: unknown;
  };
}

/** A payer on the way to the cashier, by whichever product. */
export type PaymentCall = PaymentParams | LinkParams | AppParams;

/**
 * What the payer does with the open pay sheet.
 *
 * `pay` and `cancel` answer the page; `kill` and `pay-then-kill` never call it back; `pay-but-cancel` takes the money
 * and yet tells the page `fail cancel`. `wrong-password`, `not-enough` and `risk-control` end with a dialog and
 * `fail cancel`: the payer gave up.
 */
export type PayerChoice = (typeof payerChoices)[number];

/** Every choice the control API accepts. */
export const payerChoices = [
  'pay',
  'cancel',
  'kill',
  'pay-then-kill',
  'pay-but-cancel',
  'wrong-password',
  'not-enough',
  'risk-control',
] as const;

/**
 * What the page is told; `errMsg` is `null` when `wx.requestPayment` never calls back. Native, H5 and app payments say
 * `payment:…`; an app also gets its `errCode` (0, -1, -2).
 */
export interface PaymentResult {
  readonly errMsg: string | null;
  readonly errCode?: number;
  readonly errno?: number;
  /** The native dialog the payer saw; invisible to the page. */
  readonly dialog?: string;
}

/** A refused or an open pay sheet. */
export type CashierAnswer =
  | ({ readonly state: 'refused' } & PaymentResult)
  | { readonly state: 'open'; readonly cashierId: string; readonly sheet: PaySheet };

/** What the pay sheet shows. */
export interface PaySheet {
  readonly merchantName: string;
  readonly amountFen: number;
  readonly description: string;
}
