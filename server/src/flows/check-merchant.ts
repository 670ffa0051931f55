import type { Ports, SetupFinding } from '../ports.ts';

/** A text that no secret signs: only whether somebody of ours answers is looked at. */
const PROBE_SECRET = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * Finds out whether a merchant is set up as it must be: every key is tried at WeChat, and the notification address
 * is called as WeChat would call it. No money moves.
 */
export async function checkMerchant(ports: Ports): Promise<readonly SetupFinding[]> {
  const { notifyUrl } = ports.settings;
  const [findings, reached] = await Promise.all([
    ports.platform.checkSetup(notifyUrl),
    reachNotifyUrl(ports, notifyUrl),
  ]);
  return [...findings, reached];
}

/** What is posted there is no notification: our own server refuses it with 400, which nobody else would. */
async function reachNotifyUrl(ports: Ports, url: string): Promise<SetupFinding> {
  const step = 'notify-url';
  const { status, failure, answer } = await ports.outbound.send({
    url,
    id: ports.random.uuid(),
    timestampSeconds: Math.floor(ports.clock.nowMs() / 1000),
    body: '{}',
    secrets: [PROBE_SECRET],
  });
  if (status === 400 && answer.includes('"FAIL"')) {
    return {
      step,
      outcome: 'ok',
      zh: '通知地址可以访问，应答来自本服务器。',
      en: 'The notification address answers, and it is this server.',
    };
  }
  if (failure === 'forbidden-address' || failure === 'not-https') {
    return {
      step,
      outcome: 'skipped',
      zh: '通知地址在本机或内网，未检查：微信无法访问这样的地址（模拟器可以）。',
      en: 'Not checked: the notification address is on this machine or in a private network, where WeChat cannot reach it (the simulator can).',
    };
  }
  const why = failure ?? `HTTP ${status}`;
  return {
    step,
    outcome: 'failed',
    zh: `通知地址没有到达本服务器（${why}）：请检查域名解析、证书、反向代理与防火墙。`,
    en: `The notification address does not lead to this server (${why}): check name, certificate, reverse proxy and firewall.`,
  };
}
