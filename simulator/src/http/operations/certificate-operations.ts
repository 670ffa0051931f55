import { formatBeijingTime } from '../../platform/beijing-time.ts';
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
function certificates({ query }: OperationCall, { merchant, keys, random }: OperationWorld): Reply {
  checkFields(
    query,
    { algorithm_type: optionalWord('算法类型', 'RSA', 'SM2', 'ALL') },
    'uri_template',
  );
  const { fromMs, toMs } = keys.platformCertificateValidity;
  const certificate = {
    serial_no: merchant.platformSerial,
    effective_time: formatBeijingTime(fromMs),
    expire_time: formatBeijingTime(toMs),
    encrypt_certificate: sealResource(
      merchant.platformCertificate,
      merchant.apiV3Key,
      random.letters(12),
      'certificate',
    ),
  };
  return { json: { data: query.algorithm_type === 'SM2' ? [] : [certificate] } };
}
