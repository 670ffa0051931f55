import type {
  AfterPaymentSettings,
  House,
  Merchant,
  MerchantSettings,
  Ports,
  WholeMerchant,
} from '../ports.ts';
import { changeMerchant } from './keep-merchants.ts';
import { Refusal } from './refusal.ts';

/** What a merchant may choose for itself. */
export type Choices = Pick<
  MerchantSettings,
  'orderLifeSeconds' | 'sessionLifeSeconds' | 'refundApprovalAboveFen' | 'latePayment'
> &
  Pick<AfterPaymentSettings, 'shipping'>;

/** A merchant as it is set up; nothing of it is secret. */
export interface ShownSettings extends Choices {
  readonly merchant: Merchant;
  /** Which of the choices it has made itself. */
  readonly chosen: readonly (keyof Choices)[];
  readonly appids: readonly string[];
  readonly notifyUrl: string;
  readonly billIgnoredPrefixes: readonly string[];
  readonly wechatpayUrl: string;
}

/**
 * Reads how the merchant of these ports is set up.
 *
 * @throws Refusal `not_found`
 */
export async function readSettings(ports: Ports): Promise<ShownSettings> {
  const whole = await ports.store.findMerchant(ports.settings.merchantId);
  if (whole === null) throw new Refusal('not_found');
  return shown(ports, whole);
}

/**
 * Changes what a merchant is called, and what it chooses; servers follow within seconds. What is answered is as it
 * will be.
 *
 * @throws Refusal `not_found`
 */
export async function changeSettings(
  house: Pick<House, 'store' | 'secrets' | 'clock' | 'log'>,
  ports: Ports,
  { name, ...choices }: Partial<Choices> & { readonly name?: string },
): Promise<ShownSettings> {
  const { merchantId } = ports.settings;
  await changeMerchant(house, merchantId, { ...(name === undefined ? {} : { name }), choices });
  return readSettings(ports);
}

function shown(ports: Ports, { merchant, miniPrograms }: WholeMerchant): ShownSettings {
  const { settings, platform } = ports;
  const { orderLifeSeconds, sessionLifeSeconds, refundApprovalAboveFen, latePayment } = settings;
  const { shipping } = settings.afterPayment;
  const present = {
    orderLifeSeconds,
    sessionLifeSeconds,
    refundApprovalAboveFen,
    latePayment,
    shipping,
  };
  return {
    // What is kept is newer than what these ports were opened with.
    ...present,
    ...merchant.choices,
    merchant,
    chosen: Object.keys(merchant.choices) as (keyof Choices)[],
    // One that is not set up yet has none.
    appids: [...new Set([settings.appid, ...miniPrograms.map(({ appid }) => appid)])].filter(
      (appid) => appid !== '',
    ),
    notifyUrl: settings.notifyUrl,
    billIgnoredPrefixes: settings.billIgnoredPrefixes ?? [],
    wechatpayUrl: platform.wechatpayUrl,
  };
}
