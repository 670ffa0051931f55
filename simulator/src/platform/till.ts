import type { Product } from './order.ts';
import type { FindPayable, Payable } from './payable.ts';
import type { Variants } from './variants.ts';

/** What the cashier judges a call by. */
export interface Till {
  /** Looks in every book. */
  readonly find: FindPayable;
  /** Whether the merchant signed `text`, by any of its certificates in force. */
  readonly verifyMerchant: (text: Uint8Array, signature: string) => boolean;
  readonly mchid: string;
  readonly appid: string;
  readonly variants: Variants;
}

/** The verdict on a call: the sheet opens unless there is an `errMsg`. */
export interface Verdict {
  readonly payable?: Payable;
  /** Absent when the sheet opens. */
  readonly errMsg?: string;
  readonly dialog?: string;
  readonly errno?: number;
  /** The text that had to be signed, and whether it was; absent when nothing is signed or it never came so far. */
  readonly signature?: { readonly signedText: string; readonly verified: boolean };
}

/** What a call says of itself, for the checks that every product shares. */
export interface CallNames {
  readonly handle: string;
  readonly products: readonly Product[];
  readonly openid: string;
  /** The app that calls, when one does. */
  readonly appid?: string;
}

/** Finds what is to be paid and the dialog that prevents it, the same for every product. */
export function findPayable(
  { handle, products, openid, appid }: CallNames,
  till: Till,
): { readonly payable?: Payable; readonly dialog?: string } {
  const payable = till.find(handle);
  if (payable === undefined || !products.includes(payable.product)) {
    return { dialog: '调用支付JSAPI缺少参数: total_fee' };
  }
  const dialog =
    appid !== undefined && appid !== payable.appid
      ? '商户传入的APPID参数不正确，请联系商户处理'
      : payable.openid !== undefined && payable.openid !== openid
        ? '下单账号与支付账号不一致，请核实后再支付'
        : payable.fault();
  return dialog === undefined ? { payable } : { payable, dialog };
}
