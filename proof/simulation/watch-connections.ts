import type { Journal } from './journal.ts';

/** Whom a server may call: WeChat, and the endpoint that was checked. */
const HOSTS = [
  'api.mch.weixin.qq.com',
  'api2.mch.weixin.qq.com',
  'api.weixin.qq.com',
  'erp.example.com',
];
/** Notes to whom servers connect, each once, and whether they may. */
export function watchConnections(journal: Journal): (host: string, protocol: string) => void {
  return (host, protocol) => {
    if (journal.connections.some((known) => known.host === host)) return;
    const isAllowed = protocol === 'https:' && HOSTS.includes(host);
    journal.connections.push({ host, port: 443, allowed: isAllowed });
  };
}
