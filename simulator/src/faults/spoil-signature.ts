import type { SeededRandom } from '../platform/seeded-random.ts';

/** The ways a platform signature can be wrong. */
export type SignatureFault = 'tamper' | 'probe' | 'wrong-serial' | 'unsigned';

/**
 * Spoils the five signature headers.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053249 (signature probes)
 */
export function spoilSignature(
  headers: Readonly<Record<string, string>>,
  fault: SignatureFault,
  random: SeededRandom,
): Record<string, string> {
  const signature = headers['Wechatpay-Signature'] ?? '';
  switch (fault) {
    case 'tamper': {
      const first = signature.startsWith('A') ? 'B' : 'A';
      return { ...headers, 'Wechatpay-Signature': first + signature.slice(1) };
    }
    case 'probe': {
      const noise = random.bytes(243).toString('base64');
      return { ...headers, 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${noise}` };
    }
    case 'wrong-serial':
      return { ...headers, 'Wechatpay-Serial': random.hex(40).toUpperCase() };
    case 'unsigned':
      return Object.fromEntries(
        Object.entries(headers).filter(([name]) => !name.startsWith('Wechatpay-')),
      );
  }
}
