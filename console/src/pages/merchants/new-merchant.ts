import type { NewMerchant } from '@yifen/contract';

/** What was typed into the first step. */
export interface Numbers {
  readonly id: string;
  readonly name: string;
  readonly mchid: string;
  readonly isPartner: boolean;
  readonly subMchid: string;
  readonly spAppid: string;
}

/** The step before anything was typed. */
export const emptyNumbers: Numbers = {
  id: '',
  name: '',
  mchid: '',
  isPartner: false,
  subMchid: '',
  spAppid: '',
};

/** The merchant to add; null while something is missing or wrong. */
export function newMerchantOf(typed: Numbers): NewMerchant | null {
  const [id, name, mchid] = [typed.id.trim(), typed.name.trim(), typed.mchid.trim()];
  if (!isMerchantId(id) || name === '' || !isMchid(mchid)) return null;
  if (!typed.isPartner) return { id, name, mchid };
  const [subMchid, spAppid] = [typed.subMchid.trim(), typed.spAppid.trim()];
  if (!isMchid(subMchid) || !isAppid(spAppid)) return null;
  return { id, name, mchid, partner: { subMchid, spAppid } };
}

/** Can a merchant be called so? It stands in addresses. */
export function isMerchantId(text: string): boolean {
  return /^[a-z0-9-]{1,32}$/.test(text);
}

/** Does it look like a merchant number of WeChat's? */
export function isMchid(text: string): boolean {
  return /^\d{8,10}$/.test(text);
}

/** Does it look like an AppID of WeChat's? */
export function isAppid(text: string): boolean {
  return /^wx[0-9a-f]{16}$/.test(text);
}
