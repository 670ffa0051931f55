import type { Finding } from './finding.ts';

/** Judges the notification address: https, public, without query. */
export function examineNotifyUrl(text: string | undefined): Finding[] {
  if (text === undefined || text === '') return [];
  const url = URL.parse(text);
  const finding = (code: string, zh: string, en: string): Finding[] => [
    { code, setting: 'notifyUrl', severity: 'fatal', sentence: { zh, en }, remedy: addressRemedy },
  ];
  if (url === null)
    return finding(
      'notifyUrl-malformed',
      '通知地址不是完整的 URL。',
      'The notification address is not a whole URL.',
    );
  if (url.protocol !== 'https:')
    return finding(
      'notifyUrl-not-https',
      '通知地址不是 https。',
      'The notification address is not https.',
    );
  if (url.search !== '' || url.hash !== '' || text.includes('?'))
    return finding(
      'notifyUrl-with-query',
      '通知地址带有查询参数或 #，微信不允许。',
      'The notification address has a query or a fragment, which WeChat forbids.',
    );
  if (isPrivate(url.hostname))
    return finding(
      'notifyUrl-private',
      `通知地址的主机 ${url.hostname} 在内网，微信无法访问。`,
      `The host ${url.hostname} of the notification address is private; WeChat cannot reach it.`,
    );
  if (Buffer.byteLength(text) > 255)
    return finding(
      'notifyUrl-too-long',
      '通知地址超过 255 字节。',
      'The notification address is longer than 255 bytes.',
    );
  return [];
}

const addressRemedy: Finding['remedy'] = {
  zh: '填写公网可访问的 https 地址，不带参数，例如 https://pay.example.com/wechatpay/notifications/default；本地开发用模拟器，或靠主动查单。',
  en: 'Use a public https address without query, e.g. https://pay.example.com/wechatpay/notifications/default; in development use the simulator, or rely on queries.',
};

function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host))
    return true;
  if (!host.includes('.') && !host.includes(':')) return true;
  if (
    /^(0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(
      host,
    )
  )
    return true;
  return host.includes(':') && (/^::1?$/.test(host) || /^f[cd]|^fe[89ab]|^::ffff:/.test(host));
}

/** Compares this machine's clock with the `Date` header of an answer of WeChat's. */
export function examineClock(wechatDate: string | undefined, nowMs: number): Finding[] {
  const wechatMs = Date.parse(wechatDate ?? '');
  if (Number.isNaN(wechatMs)) return [];
  const seconds = Math.round((nowMs - wechatMs) / 1000);
  if (Math.abs(seconds) <= 60) return [];
  const fatal = Math.abs(seconds) >= 300;
  const limit = fatal
    ? {
        zh: '，超过 5 分钟：请求会被拒绝，通知也无法验证',
        en: ', more than 5 minutes: requests are refused and notifications do not verify',
      }
    : { zh: '，5 分钟以上就会被拒绝', en: '; from 5 minutes on requests are refused' };
  return [
    {
      code: 'clock-off',
      setting: 'clock',
      severity: fatal ? 'fatal' : 'warning',
      sentence: {
        zh: `本机时钟比微信${seconds > 0 ? '快' : '慢'} ${Math.abs(seconds)} 秒${limit.zh}。`,
        en: `This machine’s clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} WeChat’s${limit.en}.`,
      },
      remedy: {
        zh: '用 NTP（chrony、timedatectl）校准时钟。',
        en: 'Set the clock by NTP (chrony, timedatectl).',
      },
    },
  ];
}
