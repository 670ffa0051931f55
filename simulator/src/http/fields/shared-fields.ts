import type { FieldTable } from '../field-rules.ts';

/** An optional text of at most `max` UTF-8 bytes. */
export const optionalText = (label: string, max: number) => ({ type: 'text', label, max }) as const;

/** A required text of at most `max` UTF-8 bytes. */
export const requiredText = (label: string, max: number) =>
  ({ ...optionalText(label, max), required: true }) as const;

/** An optional text that is one of `words`. */
export const optionalWord = (label: string, ...words: readonly string[]) =>
  ({ ...optionalText(label, 64), pattern: new RegExp(`^(${words.join('|')})$`) }) as const;

/** A required text that is one of `words`. */
export const requiredWord = (label: string, ...words: readonly string[]) =>
  ({ ...optionalWord(label, ...words), required: true }) as const;

/** A merchant number. */
export const mchidField = { ...requiredText('商户号', 32), pattern: /^[0-9]+$/ } as const;

/** The parties of a partner's call. */
export const partnerMchids: FieldTable = {
  sp_mchid: { ...mchidField, label: '服务商户号' },
  sub_mchid: { ...mchidField, label: '子商户号' },
};

/** A sub-merchant that a partner may name. */
export const optionalSubMchid = {
  ...optionalText('子商户号', 32),
  pattern: /^[0-9]+$/,
} as const;

/** A merchant's order number. */
export const outTradeNoField = {
  ...requiredText('商户订单号', 32),
  min: 6,
  pattern: /^[0-9a-zA-Z_\-|*]+$/,
  patternText: String.raw`^[0-9a-zA-Z_\-\|\*]+$`,
} as const;

/** What the live validator accepts: http and https, no query, no fragment, no white space. */
const NOTIFY_URL = {
  pattern: /^https?:\/\/([^\s/?#[\]@]+@)?([^\s/?#@:]+)(?::\d{2,5})?([^\s?#[\]]*)$/,
  patternText: String.raw`^https?://([^\s/?#\[\]\@]+\@)?([^\s/?#\@:]+)(?::\d{2,5})?([^\s?#\[\]]*)$`,
} as const;

/** An address for notifications that may be left out. */
export const optionalNotifyUrl = { ...optionalText('商户回调地址', 255), ...NOTIFY_URL } as const;

/** An address for notifications. */
export const requiredNotifyUrl = { ...optionalNotifyUrl, required: true } as const;

/** Money in fen, at least `min`. */
export const fen = (label: string, min: number) =>
  ({ type: 'integer', label, required: true, min }) as const;

/** The only currency. */
export const optionalCurrency = optionalWord('货币类型', 'CNY');
