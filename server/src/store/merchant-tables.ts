import type { JSONColumnType } from 'kysely';
import type { ProgramSettings } from '../ports.ts';

/** A merchant; its mini-programs and keys have tables of their own. */
export interface MerchantTable {
  merchant_id: string;
  name: string;
  origin: 'environment' | 'stored';
  mode: 'direct' | 'partner';
  mchid: string;
  sub_mchid: string | null;
  sp_appid: string | null;
  active: boolean;
  choices: JSONColumnType<Record<string, string | number | null>>;
  created_at_ms: number;
  version: number;
}

/** A mini-program in which a merchant takes payments. */
export interface MiniProgramRow {
  merchant_id: string;
  appid: string;
  sealed_secret: string;
  created_at_ms: number;
}

/** What was chosen for one of a merchant's mini-programs. */
export interface ProgramSettingsTable {
  merchant_id: string;
  appid: string;
  messages: JSONColumnType<ProgramSettings['messages']>;
  sealed_push: string | null;
}

/** A key that a merchant has at WeChat: sealed, or public. */
export interface MerchantKeyRow {
  merchant_id: string;
  kind: 'merchant-key' | 'apiv3-key' | 'public-key' | 'platform-certificate';
  serial: string;
  sealed: string | null;
  pem: string | null;
  created_at_ms: number;
}

/** A key of a merchant's own systems. */
export interface ApiKeyRow {
  digest: string;
  merchant_id: string;
  id: string;
  holder: string;
  name: string;
  hint: string;
  scopes: string[];
  created_at_ms: number;
  expires_at_ms: number | null;
  last_used_at_ms: number | null;
}
