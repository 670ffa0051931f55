import { createEmitter } from './core/create-emitter.ts';
import { ConfigError } from './core/errors/config-error.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import type { System } from './core/system.ts';
import type { CallOptions } from './http/call-options.ts';
import { readBaseUrl } from './http/read-base-url.ts';
import { readTimeout } from './http/read-timeout.ts';
import type { Transport } from './http/transport.ts';
import { code2session, type MiniProgramSession } from './miniprogram/code2session.ts';
import { createPlatformClient } from './miniprogram/create-platform-client.ts';
import { completeSystem, ownTransport } from './system.ts';

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
  readonly system?: Partial<System>;
  /** Sees each exchange, secrets masked; what it throws is ignored. */
  readonly onEvent?: (event: SdkEvent) => void;
}

/** The server side of one mini-program at WeChat's platform. */
export interface MiniProgram {
  readonly appid: string;
  /**
   * Exchanges the code of `wx.login` (5 minutes, once) for who logged in.
   *
   * @throws ArgumentError, PlatformError, NetworkError, TimeoutError, AnswerError
   */
  code2session(js_code: string, options?: CallOptions): Promise<MiniProgramSession>;
  /** Ends idle connections of the client's own transport, busy ones after their answer. */
  close(): void;
}

/**
 * Makes the client of one mini-program.
 *
 * @throws ConfigError naming the option at fault
 */
export function createMiniProgram(options: MiniProgramOptions): MiniProgram {
  const { appid, secret } = options;
  if (!/^[!-~]{1,32}$/.test(appid)) throw refused('appid', 'AppID');
  if (!/^[!-~]{1,128}$/.test(secret)) throw refused('secret', 'AppSecret');
  const { transport, close } = ownTransport(options.transport);
  const client = createPlatformClient({
    baseUrl: readBaseUrl(options.baseUrl ?? 'https://api.weixin.qq.com'),
    transport,
    timeoutMs: readTimeout(options.timeoutMs),
    system: completeSystem(options.system),
    emit: createEmitter(options.onEvent),
  });
  return Object.freeze({
    appid,
    code2session: (js_code: string, callOptions?: CallOptions) =>
      code2session(client, { appid, secret, js_code }, callOptions),
    close,
  });
}

function refused(option: string, name: string): ConfigError {
  return new ConfigError(option, 'it is empty or holds white space.', {
    zh: `请填写小程序后台“开发设置”中的 ${name}。`,
    en: `Give the ${name} shown in the mini-program console under development settings.`,
  });
}
