import type { H5Scene, PayerIdentity, PrepaySettlement, PrepayTerms } from './prepay-request.ts';

/** Names the sub-merchant a call of a service provider is about. */
export interface SubMerchant {
  /** Up to 32 digits, bound to the service provider, and another than its own. */
  readonly sub_mchid: string;
}

/** Who a service provider's order is placed for; the client adds `sp_mchid`. */
export interface PartnerParty extends SubMerchant {
  /** Of the service provider, up to 32 characters. */
  readonly sp_appid: string;
  /** Of the sub-merchant, up to 32 characters. Needed with `payer.sub_openid`. */
  readonly sub_appid?: string;
}

/** What a sub-merchant's order is made of, whatever way it is paid. */
export interface PartnerPrepayTerms extends PrepayTerms, PartnerParty {
  /** How the money is settled. */
  readonly settle_info?: PrepaySettlement & {
    /** Fen, at most 500,000; only with `profit_sharing`. */
    readonly subsidy_amount?: number;
  };
}

/**
 * What a sub-merchant's JSAPI order is made of: the payer named by exactly one openid.
 *
 * @see partner JSAPI prepay, document 4012759974
 */
export interface PartnerPrepayRequest extends PartnerPrepayTerms {
  /** Who pays. */
  readonly payer: (
    | {
        /** Of the payer under `sp_appid`, up to 128 characters: the page runs in the service provider's mini-program. */
        readonly sp_openid: string;
        /** Not together with `sp_openid`. */
        readonly sub_openid?: never;
      }
    | {
        /** Of the payer under `sub_appid`, up to 128 characters: the page runs in the sub-merchant's mini-program. */
        readonly sub_openid: string;
        /** Not together with `sub_openid`. */
        readonly sp_openid?: never;
      }
  ) & {
    /** The person who must pay. Rare. */
    readonly identity?: PayerIdentity;
  };
}

/** What a sub-merchant's H5 order is made of. */
export interface PartnerH5PrepayRequest extends PartnerPrepayTerms {
  /** Where the order was made. */
  readonly scene_info: H5Scene;
}
