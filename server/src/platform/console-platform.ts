import { X509Certificate } from 'node:crypto';
import type { WechatPay } from '@yifen/wechatpay';
import { type Certificate, type ConsolePlatform, PlatformFailure } from '../ports.ts';
import { checkSetup, type SetupParts } from './check-setup.ts';
import { platformFailure } from './platform-failure.ts';
import type { WechatPlatformConfig } from './wechat-platform.ts';

/** Makes what a console wants of WeChat from the SDK. */
export function createConsolePlatform(
  parts: Omit<SetupParts, 'wechatpay'> & {
    readonly wechatpay: SetupParts['wechatpay'] & Pick<WechatPay, 'bills'>;
  },
): ConsolePlatform {
  const { config, wechatpay } = parts;
  const certificates = readCertificates(config);
  return {
    wechatpayUrl: config.wechatpayBaseUrl ?? 'https://api.mch.weixin.qq.com',
    listCertificates: () => certificates,
    downloadBill: (day, bill) => downloadBill(wechatpay.bills, config, day, bill),
    checkSetup: (notifyUrl) => checkSetup(parts, notifyUrl),
  };
}

function readCertificates(config: WechatPlatformConfig): readonly Certificate[] {
  const kept = (config.morePlatformKeys ?? []).flatMap((key) =>
    'certificate' in key ? [key.certificate] : [],
  );
  const own = config.platformCertificate === null ? [] : [config.platformCertificate];
  return Object.freeze(
    [...own, ...kept].map((pem) => {
      const { serialNumber, validTo } = new X509Certificate(pem);
      return Object.freeze({ serial: serialNumber, expiresAtMs: Date.parse(validTo) });
    }),
  );
}

/** The signed answer says where the file is; the file itself is held against its hash while it passes. */
async function* downloadBill(
  bills: WechatPay['bills'],
  { partner }: WechatPlatformConfig,
  bill_date: string,
  bill: 'trade' | 'fund-flow',
): AsyncGenerator<Uint8Array, void> {
  try {
    if (partner && bill === 'trade') {
      const code = 'BILL_OF_PROVIDER';
      throw new PlatformFailure('the bill holds other merchants too', { outcome: 'none', code });
    }
    const tickets = partner
      ? (
          await bills.requestSubMerchantFundFlowBill({
            bill_date,
            sub_mchid: partner.subMchid,
            account_type: 'BASIC',
          })
        ).download_bill_list
      : [
          bill === 'trade'
            ? await bills.requestTradeBill({ bill_date, tar_type: 'GZIP' })
            : await bills.requestFundFlowBill({ bill_date, tar_type: 'GZIP' }),
        ];
    for (const ticket of tickets) yield* bills.download(ticket);
  } catch (error) {
    const failure = platformFailure(error);
    if (failure instanceof PlatformFailure && failure.code === 'NO_STATEMENT_EXIST') return;
    throw failure;
  }
}
