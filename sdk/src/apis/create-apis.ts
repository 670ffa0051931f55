import type { Decrypter } from '../core/decrypter.ts';
import type { Client } from '../http/create-client.ts';
import { type BillsApi, createBills } from './bills/bills.ts';
import { type CallApi, createCallApi } from './call.ts';
import { type CombineApi, createCombine } from './combine/combine.ts';
import { type ComplaintsApi, createComplaints } from './complaints/complaints.ts';
import { createDirect, type DirectApi, type OrderParts } from './direct.ts';
import { createMedia, type MediaApi } from './media/media.ts';
import { createPartner, type PartnerApi } from './partner.ts';
import { createProfitSharing, type ProfitSharingApi } from './profit-sharing/profit-sharing.ts';
import { createTransfers, type TransfersApi } from './transfers/transfers.ts';

/** Everything a merchant can ask of WeChat Pay, by family; the first members are those of a direct merchant. */
export interface Apis extends DirectApi {
  /** Orders and refunds of a service provider. */
  readonly partner: PartnerApi;
  /** Combined orders: one payment for the orders of several merchants. */
  readonly combine: CombineApi;
  /** Profit sharing: parts of an order go to receivers. */
  readonly profitSharing: ProfitSharingApi;
  /** Money from the merchant to persons. */
  readonly transfers: TransfersApi;
  /** Complaints of payers. */
  readonly complaints: ComplaintsApi;
  /** Uploads of files. */
  readonly media: MediaApi;
  /** The bills of a day. */
  readonly bills: BillsApi;
  /** Calls any other endpoint under `/v3`, signed and verified. */
  readonly call: CallApi;
}

/** Makes every family of calls on one client. */
export function createApis(
  client: Client,
  parts: OrderParts & { readonly decrypter: Decrypter | undefined },
): Apis {
  return Object.freeze({
    ...createDirect(client, parts),
    partner: createPartner(client, parts),
    combine: createCombine(client, parts),
    profitSharing: createProfitSharing(client),
    transfers: createTransfers(client),
    complaints: createComplaints(client, parts.decrypter),
    media: createMedia(client),
    bills: createBills({ client, decrypter: parts.decrypter }),
    call: createCallApi(client),
  });
}
