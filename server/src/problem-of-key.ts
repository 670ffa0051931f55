import { RULES } from './config/rules.ts';
import type { Rule } from './config/settings-reader.ts';
import type { MerchantKeyWish } from './ports.ts';

const TEXTS: Readonly<Record<MerchantKeyWish['kind'], Rule<string>>> = Object.freeze({
  'merchant-key': RULES.merchantKey,
  'apiv3-key': RULES.apiV3Key,
  'public-key': RULES.publicKey,
  'platform-certificate': RULES.platformCertificate,
});

const SERIALS: Readonly<Record<MerchantKeyWish['kind'], Rule<string>>> = Object.freeze({
  'merchant-key': RULES.merchantSerial,
  'apiv3-key': {
    parse: (text) => (text === 'current' || text === 'next' ? text : null),
    zh: ' current 或 next',
    en: 'current or next',
  },
  'public-key': RULES.publicKeyId,
  'platform-certificate': RULES.merchantSerial,
});

/**
 * Says what is wrong with a key that somebody hands in, by the rules that settings have; null: nothing. The
 * key itself is never repeated.
 */
export function problemOfKey({ kind, serial, text }: MerchantKeyWish): string | null {
  if (SERIALS[kind].parse(serial) === null) return `serial must be ${SERIALS[kind].en}`;
  return TEXTS[kind].parse(text) === null ? `text must be ${TEXTS[kind].en}` : null;
}
