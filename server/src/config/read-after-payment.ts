import type { AfterPaymentSettings, MessageTemplate } from '../ports.ts';
import type { Rule, SettingsReader } from './settings-reader.ts';

/** How WeChat pushes messages to us, as entered in the console under message push. */
export interface MessagePushSettings {
  readonly token: string;
  /** Null: plain mode, whose signature does not cover the message. */
  readonly encodingAesKey: string | null;
}

/** Reads what is done after a payment; all of it may be missing, and nothing is done by itself then. */
export function readAfterPayment(read: SettingsReader): {
  readonly afterPayment: AfterPaymentSettings;
  readonly messagePush: MessagePushSettings | null;
} {
  const token = read.optional('WECHAT_MESSAGE_TOKEN', AFTER_PAYMENT_RULES.token, null);
  const encodingAesKey = read.optional('WECHAT_MESSAGE_AES_KEY', AFTER_PAYMENT_RULES.aesKey, null);
  if (token === null && encodingAesKey !== null) {
    read.find({
      name: 'WECHAT_MESSAGE_TOKEN',
      zh: '设置了 EncodingAESKey，还须设置消息推送的 Token。',
      en: 'The EncodingAESKey is of no use without the Token of message push: set both.',
    });
  }
  return {
    afterPayment: Object.freeze({
      shipping: read.optional('YIFEN_SHIPPING', AFTER_PAYMENT_RULES.shipping, 'manual' as const),
      paidTemplate: read.optional('YIFEN_PAID_MESSAGE', AFTER_PAYMENT_RULES.template, null),
      shippedTemplate: read.optional('YIFEN_SHIPPED_MESSAGE', AFTER_PAYMENT_RULES.template, null),
      orderPage: read.optional('YIFEN_ORDER_PAGE', AFTER_PAYMENT_RULES.page, null),
    }),
    messagePush: token === null ? null : Object.freeze({ token, encodingAesKey }),
  };
}

const SHIPPING = ['manual', 'virtual', 'self-pickup', 'same-city'] as const;
const SOURCES = [
  'outTradeNo',
  'description',
  'amount',
  'paidAt',
  'shippedAt',
  'carrier',
  'trackingNo',
] as const;

/** What the settings of a mini-program must look like. */
export const AFTER_PAYMENT_RULES = Object.freeze({
  shipping: {
    parse: (text) => SHIPPING.find((way) => way === text) ?? null,
    zh: ' manual（逐单发货）、virtual、self-pickup 或 same-city',
    en: 'manual (the merchant ships each order), virtual, self-pickup or same-city',
  } satisfies Rule<AfterPaymentSettings['shipping']>,
  template: {
    parse: parseTemplate,
    zh: '“模板ID,字段=来源,…”，如 AbC123,character_string1=outTradeNo,amount2=amount',
    en: 'a template id and its fields, such as AbC123,character_string1=outTradeNo,amount2=amount',
  } satisfies Rule<MessageTemplate>,
  page: {
    parse: (text) => (/^[\w-][^\s]{0,1023}$/.test(text) ? text : null),
    zh: '小程序页面路径，如 pages/detail/detail?id={id}',
    en: 'a page of the mini-program, such as pages/detail/detail?id={id}',
  } satisfies Rule<string>,
  token: {
    parse: (text) => (/^[0-9A-Za-z]{3,32}$/.test(text) ? text : null),
    zh: '消息推送的 Token（3 到 32 位字母或数字），见小程序后台“消息推送”',
    en: 'the Token of message push (3 to 32 letters and digits), from the mini-program console',
  } satisfies Rule<string>,
  aesKey: {
    parse: (text) => (/^[0-9A-Za-z]{43}$/.test(text) ? text : null),
    zh: '消息推送的 EncodingAESKey（43 位字母或数字），见小程序后台“消息推送”',
    en: 'the EncodingAESKey of message push (43 letters and digits), from the mini-program console',
  } satisfies Rule<string>,
});

/** `TEMPLATE_ID,field=source,field="fixed text`: a fixed text holds no comma. */
function parseTemplate(text: string): MessageTemplate | null {
  const [templateId = '', ...pairs] = text.split(',').map((part) => part.trim());
  if (!/^[\w-]{4,64}$/.test(templateId) || pairs.length === 0) return null;
  const fields: Record<string, MessageTemplate['fields'][string]> = {};
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([a-z_]+\d+)=(.+)$/.exec(pair) ?? [];
    const source = SOURCES.find((known) => known === value);
    const fixed = value.startsWith('"') ? value.replace(/"$/, '') : '';
    if (name === '' || (source === undefined && fixed.length < 2)) return null;
    fields[name] = source ?? `"${fixed.slice(1)}`;
  }
  return Object.freeze({ templateId, fields: Object.freeze(fields) });
}
