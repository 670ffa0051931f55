import {
  type House,
  type MessagePushSecrets,
  NotificationRefused,
  type Ports,
  type ProgramMessages,
} from '../ports.ts';
import { Refusal } from './refusal.ts';

/** What to choose for a mini-program; what is not said stays. */
export interface ProgramWish extends Partial<ProgramMessages> {
  /** Null: as the environment says of its own mini-program, and none for any other. */
  readonly messagePush?: MessagePushSecrets | null;
}

/** A mini-program as it is set up; nothing of it is secret. */
export interface ShownProgram extends ProgramMessages {
  readonly appid: string;
  /** Are pushed messages believed? */
  readonly hasMessagePush: boolean;
}

/**
 * Keeps what a merchant chose for one of its mini-programs; token and EncodingAESKey are sealed.
 *
 * @throws Refusal `not_found` when there is no such merchant, or the mini-program is not its own.
 */
export async function saveProgramSettings(
  { store, secrets, log }: Pick<House, 'store' | 'secrets' | 'log'>,
  { merchantId, appid }: { readonly merchantId: string; readonly appid: string },
  { messagePush, ...wish }: ProgramWish,
): Promise<void> {
  const whole = await store.findMerchant(merchantId);
  const isOwn = whole?.miniPrograms.some((each) => each.appid === appid);
  // The environment's mini-program need not be among those that are kept.
  if (!whole || (!isOwn && whole.merchant.origin !== 'environment')) throw new Refusal('not_found');
  const before = whole.programSettings.find((each) => each.appid === appid);
  const sealed = messagePush ? secrets.seal(JSON.stringify(messagePush)) : null;
  await store.saveProgramSettings({
    merchantId,
    appid,
    messages: { ...before?.messages, ...wish },
    sealedPush: messagePush === undefined ? (before?.sealedPush ?? null) : sealed,
  });
  log.event('merchant.mini-program-changed', { merchantId, appid });
}

/**
 * Lists the merchant's mini-programs, each as it is or will be within seconds.
 *
 * @throws Refusal `not_found`
 */
export async function listPrograms(ports: Ports): Promise<readonly ShownProgram[]> {
  const whole = await ports.store.findMerchant(ports.settings.merchantId);
  if (whole === null) throw new Refusal('not_found');
  const open = ports.inMiniPrograms?.() ?? [ports];
  const appids = [
    // A merchant that is not set up yet has none open.
    ...open.map(({ settings }) => settings.appid).filter((appid) => appid !== ''),
    ...whole.miniPrograms.map(({ appid }) => appid),
  ];
  return [...new Set(appids)].map((appid) => {
    const present = open.find(({ settings }) => settings.appid === appid);
    const kept = whole.programSettings.find((each) => each.appid === appid);
    const { paidTemplate, shippedTemplate, orderPage } = {
      ...NO_MESSAGES,
      ...present?.settings.afterPayment,
      // What is kept is newer than what these ports were opened with.
      ...kept?.messages,
    };
    const hasMessagePush = Boolean(kept?.sealedPush) || (present ? isPushed(present) : false);
    return { appid, paidTemplate, shippedTemplate, orderPage, hasMessagePush };
  });
}

const NO_MESSAGES: ProgramMessages = Object.freeze({
  paidTemplate: null,
  shippedTemplate: null,
  orderPage: null,
});

/** An address that nobody asks about is answered by silence where there is no push, and refused where there is. */
function isPushed({ platform }: Ports): boolean {
  try {
    return platform.checkMessageAddress({}) !== null;
  } catch (error) {
    if (error instanceof NotificationRefused) return true;
    throw error;
  }
}
