/**
 * Builds the four lines that `paySign` covers; each ends in LF, the last too.
 *
 * `package` is the whole value given to `wx.requestPayment`, i.e. `prepay_id=…`.
 *
 * @see calling the mini-program cashier, document 4012791898
 */
export function paySignMessage(payment: {
  /** Of the running mini-program; signed, but not a parameter of `wx.requestPayment`. */
  readonly appId: string;
  /** Unix seconds. */
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
}): Buffer {
  return Buffer.from(
    `${payment.appId}\n${payment.timeStamp}\n${payment.nonceStr}\n${payment.package}\n`,
  );
}
