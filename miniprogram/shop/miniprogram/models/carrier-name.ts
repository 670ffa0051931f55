/** Couriers by WeChat's codes; a code that is not here is shown as it is. */
const names: Readonly<Record<string, string>> = {
  SF: '顺丰速运',
  ZTO: '中通快递',
  YTO: '圆通速递',
  STO: '申通快递',
  YD: '韵达快递',
  JTSD: '极兔速递',
  JD: '京东快递',
  EMS: 'EMS',
  DBL: '德邦快递',
};

/** A courier's name. */
export function carrierName(code: string): string {
  return names[code] ?? code;
}
