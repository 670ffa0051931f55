import { isPartnerTransaction } from '../core/objects/is-partner-transaction.ts';
import { isTransaction } from '../core/objects/is-transaction.ts';
import type { PartnerTransaction } from '../core/objects/partner-transaction.ts';
import type { Transaction } from '../core/objects/transaction.ts';
import type { TransactionFacts } from '../core/objects/transaction-facts.ts';
import type { JsonObject } from '../core/parse-object.ts';
import { checkSubMerchant } from './checks/check-sub-merchant.ts';
import { checkText } from './checks/check-text.ts';
import type { PartnerParty, SubMerchant } from './partner-prepay-request.ts';
import type { DirectParty } from './prepay-request.ts';

/**
 * In whose name orders are placed and asked for: that of a direct merchant, or of a service provider for its sub-merchants.
 *
 * `Party` is what a prepay names, `Owner` what a query and a close must name besides the number, `Found` WeChat's answer.
 */
export interface OrderScope<Party, Owner, Found extends TransactionFacts> {
  /** Path of the endpoints, without a slash at the end. */
  readonly path: string;
  /** What the client adds to a prepay. */
  readonly caller: Readonly<{ [name: string]: string }>;
  /** @throws ArgumentError when a prepay names its parties wrongly */
  checkParty(party: Party): void;
  /** What the client writes into a query and a close. @throws ArgumentError */
  ownerFields(owner: Owner): Readonly<{ [name: string]: string }>;
  isRecord(value: JsonObject): value is JsonObject & Found;
}

/** Orders of a direct merchant. */
export type DirectScope = OrderScope<DirectParty, unknown, Transaction>;

/** Orders of the sub-merchants of a service provider. */
export type PartnerScope = OrderScope<PartnerParty, SubMerchant, PartnerTransaction>;

/** Makes the scope of a direct merchant. */
export function createDirectScope(mchid: string): DirectScope {
  return Object.freeze({
    path: '/v3/pay/transactions',
    caller: { mchid },
    checkParty: ({ appid }: DirectParty) => checkText('appid', appid, 32),
    ownerFields: () => ({ mchid }),
    isRecord: isTransaction,
  });
}

/** Makes the scope of a service provider. */
export function createPartnerScope(sp_mchid: string): PartnerScope {
  return Object.freeze({
    path: '/v3/pay/partner/transactions',
    caller: { sp_mchid },
    checkParty: ({ sp_appid, sub_appid, sub_mchid }: PartnerParty) => {
      checkText('sp_appid', sp_appid, 32);
      if (sub_appid !== undefined) checkText('sub_appid', sub_appid, 32);
      checkSubMerchant(sub_mchid, sp_mchid);
    },
    ownerFields: ({ sub_mchid }: SubMerchant) => {
      checkSubMerchant(sub_mchid, sp_mchid);
      return { sp_mchid, sub_mchid };
    },
    isRecord: isPartnerTransaction,
  });
}
