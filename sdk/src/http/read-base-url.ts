import { ConfigError } from '../core/errors/config-error.ts';

/**
 * Reads an origin such as `https://api.mch.weixin.qq.com`; plain http is possible only by writing it here.
 *
 * A path is refused: the path is signed, and a proxy that strips a prefix would break every signature.
 *
 * @param option the option the text comes from
 * @throws ConfigError (`CONFIG_INVALID`)
 */
export function readBaseUrl(text: string, option = 'baseUrl'): string {
  const url = URL.parse(text);
  const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '';
  if (!bare || url.username !== '' || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(option, 'it is not the bare origin of a web server.', {
      zh: '请填写协议与域名，例如 https://api.mch.weixin.qq.com，不带路径和参数。',
      en: 'Give scheme and host only, as in https://api.mch.weixin.qq.com, without path or query.',
    });
  }
  return url.origin;
}
