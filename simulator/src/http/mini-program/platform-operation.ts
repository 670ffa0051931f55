import type { Identity } from '../../platform/identity.ts';
import type { SimulatorMerchant } from '../../platform/merchant.ts';
import type { MiniProgramPlatform } from '../../platform/mini-program/create-mini-program-platform.ts';

/** A JSON object nobody has judged yet. */
export type Json = Readonly<Record<string, unknown>>;

/** What the operations act on. */
export interface PlatformStage {
  readonly miniProgram: MiniProgramPlatform;
  readonly identity: Identity;
  readonly merchant: SimulatorMerchant;
  readonly nowMs: () => number;
}

/** One call that passed the checks common to all. */
export interface PlatformCall {
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body; empty for GET. */
  readonly body: Json;
}

/** One service of api.weixin.qq.com. */
export interface PlatformOperation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Only the calls that make tokens need none. */
  readonly needsToken: boolean;
  /** The members of the answer, `errcode` apart. @throws PlatformRefusal */
  run(call: PlatformCall, stage: PlatformStage): Json;
  /** Whether a success says `errcode: 0`: all but the token calls do. */
  readonly saysOk: boolean;
}

/** A POST with a token whose success says `errcode: 0`: what most services are. */
export function post(path: string, run: PlatformOperation['run']): PlatformOperation {
  return { method: 'POST', path, needsToken: true, saysOk: true, run };
}

/** A GET with a token. */
export function get(path: string, run: PlatformOperation['run']): PlatformOperation {
  return { method: 'GET', path, needsToken: true, saysOk: true, run };
}
