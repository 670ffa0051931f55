/** The doctor at the desk: why the simulated cashier refused a paySign. */
import type { RefusedPaySign, SimulatorMerchant } from '@yifen/simulator';
import { describeDiagnosis, explainPaySign } from '@yifen/wechatpay';

/**
 * Explains it with all that the simulator handed out: both mini-programs, both merchant numbers, and the
 * symmetric key that people take for a signing key.
 */
export function explainRefused(
  merchant: SimulatorMerchant,
  { appId, payment, language }: RefusedPaySign,
): string {
  const { subMerchant } = merchant;
  const diagnosis = explainPaySign({
    appId,
    payment,
    keys: [
      { label: 'apiclient_cert.pem', pem: merchant.merchantCertificate },
      { label: 'pub_key.pem', pem: merchant.publicKey },
    ],
    candidates: {
      appIds: [merchant.appid, subMerchant.appid].filter((appid) => appid !== appId),
      mchids: [merchant.mchid, subMerchant.mchid],
    },
    secrets: [{ label: 'APIv3 key', value: merchant.apiV3Key }],
  });
  return describeDiagnosis(diagnosis, language);
}
