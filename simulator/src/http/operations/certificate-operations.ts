import { formatBeijingTime } from '../../platform/beijing-time.ts';
import { Refusal } from '../../platform/refusal.ts';
import { sealResource } from '../../platform/seal-resource.ts';
import { checkFields } from '../field-rules.ts';
import { optionalWord } from '../fields/shared-fields.ts';
import type { Operation, OperationCall, OperationWorld, Reply } from './operation.ts';

/** The download of platform certificates. */
export const certificateOperations: readonly Operation[] = Object.freeze([
  {
    name: 'certificates',
    method: 'GET',
    path: /^\/v3\/certificates$/,
    wantsUserAgent: true,
    run: certificates,
  },
]);

/** @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764 */
function certificates({ query }: OperationCall, { keys, random }: OperationWorld): Reply {
  const fields = { algorithm_type: optionalWord('算法类型', 'RSA', 'SM2', 'ALL') };
  checkFields(query, fields, 'uri_template');
  if (keys.settings().platformCertificates === 'none') {
    throw new Refusal({
      status: 404,
      code: 'RESOURCE_NOT_EXISTS',
      message:
        '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc/v3/merchant/4012153196',
      internalCode: 268435461,
    });
  }
  const listed = query.algorithm_type === 'SM2' ? [] : keys.platformCertificates.listed();
  const data = listed.map(({ serial, certificate, fromMs, toMs }) => ({
    serial_no: serial,
    effective_time: formatBeijingTime(fromMs),
    expire_time: formatBeijingTime(toMs),
    encrypt_certificate: sealResource(
      certificate,
      keys.apiV3Key(),
      random.letters(12),
      'certificate',
    ),
  }));
  return { json: { data } };
}
