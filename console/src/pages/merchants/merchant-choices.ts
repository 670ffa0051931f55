import type { MerchantSettings, MerchantSettingsChange } from '@yifen/contract';

/** Which refunds a second person approves. */
export type Approval = 'none' | 'all' | 'above';

/** The choices as they are typed. */
export interface TypedChoices {
  readonly name: string;
  readonly approval: Approval;
  readonly approvalAboveFen: number | null;
  readonly orderLifeMinutes: string;
  readonly sessionLifeDays: string;
  readonly latePayment: MerchantSettings['latePayment'];
  readonly shipping: MerchantSettings['shipping'];
}

const MINUTE = 60;
const DAY = 86_400;

/** As long as the server takes: an order may be paid for a week. */
export const mostMinutes = 10_080;

/** A payer's login lasts a month. */
export const mostDays = 30;

/** The form as the settings are. */
export function readChoices(settings: MerchantSettings): TypedChoices {
  const { refundApprovalAboveFen: above } = settings;
  return {
    name: settings.name,
    approval: above === null ? 'none' : above === 0 ? 'all' : 'above',
    approvalAboveFen: above === 0 ? null : above,
    orderLifeMinutes: String(Math.round(settings.orderLifeSeconds / MINUTE)),
    sessionLifeDays: String(Math.round(settings.sessionLifeSeconds / DAY)),
    latePayment: settings.latePayment,
    shipping: settings.shipping,
  };
}

/** What was changed, and only that; null: nothing, or something that cannot be taken. */
export function choicesChangeOf(
  settings: MerchantSettings,
  typed: TypedChoices,
): MerchantSettingsChange | null {
  const before = readChoices(settings);
  const above = aboveOf(typed);
  if (above === undefined || typed.name.trim() === '') return null;
  // A time that was not touched may be one that only the server's settings can say.
  if (typed.orderLifeMinutes !== before.orderLifeMinutes) {
    if (!isWholeUpTo(typed.orderLifeMinutes, mostMinutes)) return null;
  }
  if (typed.sessionLifeDays !== before.sessionLifeDays) {
    if (!isWholeUpTo(typed.sessionLifeDays, mostDays)) return null;
  }
  const change: MerchantSettingsChange = {
    ...(typed.name.trim() === before.name ? {} : { name: typed.name.trim() }),
    ...(above === settings.refundApprovalAboveFen ? {} : { refundApprovalAboveFen: above }),
    ...(typed.orderLifeMinutes === before.orderLifeMinutes
      ? {}
      : { orderLifeSeconds: Number(typed.orderLifeMinutes) * MINUTE }),
    ...(typed.sessionLifeDays === before.sessionLifeDays
      ? {}
      : { sessionLifeSeconds: Number(typed.sessionLifeDays) * DAY }),
    ...(typed.latePayment === before.latePayment ? {} : { latePayment: typed.latePayment }),
    ...(typed.shipping === before.shipping ? {} : { shipping: typed.shipping }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** Undefined: an amount is wanted and there is none. */
function aboveOf({ approval, approvalAboveFen }: TypedChoices): number | null | undefined {
  if (approval === 'none') return null;
  return approval === 'all' ? 0 : (approvalAboveFen ?? undefined);
}

/** Is it a whole number from 1 to the most there may be? */
export function isWholeUpTo(text: string, most: number): boolean {
  return /^[1-9]\d{0,5}$/.test(text) && Number(text) <= most;
}
