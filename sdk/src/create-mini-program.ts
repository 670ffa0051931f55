import { createEmitter } from './core/create-emitter.ts';
import { ConfigError } from './core/errors/config-error.ts';
import type { SdkEvent } from './core/sdk-event.ts';
import type { System } from './core/system.ts';
import type { CallOptions } from './http/call-options.ts';
import { readBaseUrl } from './http/read-base-url.ts';
import { readTimeout } from './http/read-timeout.ts';
import type { Transport } from './http/transport.ts';
import { checkEncryptedData, type EncryptedDataCheck } from './miniprogram/check-encrypted-data.ts';
import { code2session } from './miniprogram/code2session.ts';
import { createAuthorizedClient } from './miniprogram/create-authorized-client.ts';
import {
  createPlatformClient,
  type PlatformCall,
  type PlatformClient,
} from './miniprogram/create-platform-client.ts';
import { getPaidUnionid, type PaidUserKey } from './miniprogram/get-paid-unionid.ts';
import { getPhoneNumber } from './miniprogram/get-phone-number.ts';
import type { MiniProgramSession } from './miniprogram/mini-program-session.ts';
import type { PhoneNumber } from './miniprogram/phone-number.ts';
import { createSessionKeys, type SessionKeysApi } from './miniprogram/session-keys.ts';
import { createShipping } from './miniprogram/shipping/create-shipping.ts';
import type { ShippingApi } from './miniprogram/shipping/shipping-api.ts';
import {
  createSubscribeMessages,
  type SubscribeMessagesApi,
} from './miniprogram/subscribe-messages.ts';
import type { AccessToken, AccessTokenStore } from './miniprogram/token/access-token.ts';
import { createTokenSource } from './miniprogram/token/create-token-source.ts';
import { fetchStableToken } from './miniprogram/token/fetch-stable-token.ts';
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
  /** Shares the access token with other processes. Default: the memory of this client. */
  readonly tokenStore?: AccessTokenStore;
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
  /**
   * Exchanges the code of a `getPhoneNumber` button (5 minutes, once; not a login code) for the number.
   *
   * @throws ArgumentError; PlatformError (40029); NetworkError, TimeoutError, AnswerError
   */
  getPhoneNumber(code: string, options?: CallOptions): Promise<PhoneNumber>;
  /** Session keys kept on the server. */
  readonly sessionKeys: SessionKeysApi;
  /** Shipping information: what mini-programs that take payment are obliged to. */
  readonly shipping: ShippingApi;
  readonly subscribeMessages: SubscribeMessagesApi;
  /** Asks for the unionid of a user who paid within about five minutes. @throws ArgumentError, PlatformError, … */
  getPaidUnionid(key: PaidUserKey, options?: CallOptions): Promise<string>;
  /** Asks whether WeChat made this `encryptedData`; only its hash is sent. @throws ArgumentError, PlatformError, … */
  checkEncryptedData(encryptedData: string, options?: CallOptions): Promise<EncryptedDataCheck>;
  /**
   * Makes any other call of the platform that answers JSON; the access token is added to its query.
   *
   * The answer has no error code; everything else about it is the caller's to judge.
   *
   * @example
   * const { count } = await miniProgram.call({ method: 'POST', path: '/wxa/sec/order/get_order_list', body: {} });
   * @throws ArgumentError, PlatformError, NetworkError, TimeoutError, AnswerError
   */
  call: PlatformClient['call'];
  readonly accessToken: {
    /** The present access token, for calls made elsewhere; keep it on the server. @throws PlatformError, NetworkError, … */
    get(): Promise<AccessToken>;
    /** Ends the present token, everywhere, and fetches another: for when it leaked. At most 20 times a day. */
    forceRefresh(): Promise<AccessToken>;
  };
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
  const system = completeSystem(options.system);
  const { transport, close } = ownTransport(options.transport);
  const client = createPlatformClient({
    baseUrl: readBaseUrl(options.baseUrl ?? 'https://api.weixin.qq.com'),
    transport,
    timeoutMs: readTimeout(options.timeoutMs),
    system,
    emit: createEmitter(options.onEvent),
  });
  const tokens = createTokenSource({
    appid,
    fetchToken: (force_refresh) =>
      fetchStableToken(client, { appid, secret, force_refresh }, system),
    store: options.tokenStore,
    system,
  });
  const authorized = createAuthorizedClient(client, tokens);
  return Object.freeze({
    appid,
    code2session: (js_code: string, callOptions?: CallOptions) =>
      code2session(client, { appid, secret, js_code }, callOptions),
    getPhoneNumber: (code: string, callOptions?: CallOptions) =>
      getPhoneNumber(authorized, { appid, code }, callOptions),
    sessionKeys: createSessionKeys(authorized),
    shipping: createShipping({ client: authorized, appid, nowMs: () => system.nowMs() }),
    subscribeMessages: createSubscribeMessages(authorized),
    getPaidUnionid: (key: PaidUserKey, callOptions?: CallOptions) =>
      getPaidUnionid(authorized, key, callOptions),
    checkEncryptedData: (encryptedData: string, callOptions?: CallOptions) =>
      checkEncryptedData(authorized, encryptedData, callOptions),
    call: (call: PlatformCall) => authorized.call(call),
    accessToken: Object.freeze({ get: tokens.get, forceRefresh: tokens.forceRefresh }),
    close,
  });
}

function refused(option: string, name: string): ConfigError {
  return new ConfigError(option, 'it is empty or holds white space.', {
    zh: `请填写小程序后台“开发设置”中的 ${name}。`,
    en: `Give the ${name} shown in the mini-program console under development settings.`,
  });
}
