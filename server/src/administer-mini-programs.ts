import { AFTER_PAYMENT_RULES } from './config/read-after-payment.ts';
import type { Rule } from './config/settings-reader.ts';
import { type ProgramWish, saveProgramSettings } from './flows/keep-program-settings.ts';
import { Refusal } from './flows/refusal.ts';
import type { House, MessagePushSecrets } from './ports.ts';

/** What to choose for a mini-program, written as in the server's settings; `none` takes it away. */
export interface ProgramSettingsWish {
  readonly paidMessage?: string;
  readonly shippedMessage?: string;
  readonly orderPage?: string;
  readonly messageToken?: string;
  /** Comes with a token; a token alone is plain mode. */
  readonly messageAesKey?: string;
}

/** What was chosen, without a secret: ids of templates, the page, the mode of message push. */
export interface ShownProgramSettings {
  readonly paidMessage?: string | null;
  readonly shippedMessage?: string | null;
  readonly orderPage?: string | null;
  readonly messagePush?: 'secure' | 'plain' | 'none';
}

/**
 * Chooses what payers of a mini-program are told, and how WeChat pushes messages to it.
 *
 * @throws Refusal `merchant_key_invalid` saying what is not well formed; `not_found`
 */
export async function changeMiniProgram(
  house: Pick<House, 'store' | 'secrets' | 'log'>,
  key: { readonly merchantId: string; readonly appid: string },
  wish: ProgramSettingsWish,
): Promise<ShownProgramSettings> {
  const settings = readWish(wish);
  await saveProgramSettings(house, key, settings);
  const { paidTemplate, shippedTemplate, orderPage, messagePush } = settings;
  return {
    ...(paidTemplate === undefined ? {} : { paidMessage: paidTemplate?.templateId ?? null }),
    ...(shippedTemplate === undefined
      ? {}
      : { shippedMessage: shippedTemplate?.templateId ?? null }),
    ...(orderPage === undefined ? {} : { orderPage }),
    ...(messagePush === undefined ? {} : { messagePush: modeOf(messagePush) }),
  };
}

function modeOf(push: MessagePushSecrets | null) {
  if (push === null) return 'none';
  return push.encodingAesKey === null ? 'plain' : 'secure';
}

function readWish(wish: ProgramSettingsWish): ProgramWish {
  const { paidMessage, shippedMessage, orderPage, messageToken, messageAesKey } = wish;
  const { template, page, token, aesKey } = AFTER_PAYMENT_RULES;
  const takesAway = messageToken === NONE;
  if (messageAesKey !== undefined && (messageToken === undefined || takesAway)) {
    throw invalid('the EncodingAESKey comes together with the token');
  }
  return {
    ...(paidMessage === undefined
      ? {}
      : { paidTemplate: read('paid message', paidMessage, template) }),
    ...(shippedMessage === undefined
      ? {}
      : { shippedTemplate: read('shipped message', shippedMessage, template) }),
    ...(orderPage === undefined ? {} : { orderPage: read('order page', orderPage, page) }),
    ...(messageToken === undefined ? {} : { messagePush: readPush() }),
  };

  function readPush(): MessagePushSecrets | null {
    const kept = read('token', messageToken ?? NONE, token);
    const encodingAesKey =
      messageAesKey === undefined ? null : read('EncodingAESKey', messageAesKey, aesKey);
    return kept === null ? null : { token: kept, encodingAesKey };
  }
}

const NONE = 'none';

function read<T>(name: string, text: string, rule: Rule<T>): T | null {
  if (text === NONE) return null;
  const value = rule.parse(text);
  // What was given is never repeated: it may be a secret.
  if (value === null) throw invalid(`the ${name} must be ${rule.en}`);
  return value;
}

function invalid(keyProblem: string): Refusal {
  return new Refusal('merchant_key_invalid', { keyProblem });
}
