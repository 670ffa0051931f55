import type { SdkEvent } from './core/sdk-event.ts';
import type { System } from './core/system.ts';
import type { CallOptions } from './http/call-options.ts';
import type { Transport } from './http/transport.ts';
import type { MiniProgramSession } from './miniprogram/session.ts';

/** What a client of one mini-program is made of. */
export interface MiniProgramOptions {
  /** Up to 32 characters. */
  readonly appid: string;
  /** The AppSecret; never shown in an error or event. */
  readonly secret: string;
  /** Origin of the platform. Default `https://api.weixin.qq.com`. */
  readonly baseUrl?: string;
  /** Default: keep-alive connections of `node:https`, of this client alone. */
  readonly transport?: Transport;
  /** Time allowed for a call, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Default: the real clock. */
  readonly system?: System;
  /** Sees each exchange, secrets masked; what it throws is ignored. */
  readonly onEvent?: (event: SdkEvent) => void;
}

/** A client of one mini-program's server side. */
export interface MiniProgram {
  readonly appid: string;
  /** Exchanges the code of `wx.login` for who logged in. @throws PlatformError, NetworkError, TimeoutError, AnswerError */
  code2session(js_code: string, options?: CallOptions): Promise<MiniProgramSession>;
  /** Ends idle connections of the client's own transport; calls in flight finish. */
  close(): void;
}

/** Makes the client of one mini-program. */
export declare function createMiniProgram(options: MiniProgramOptions): MiniProgram;
