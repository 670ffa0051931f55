import { startShop } from './start-shop.ts';

/** A shop with a raw client of api.weixin.qq.com: `call` answers what came, whatever it is. */
export async function startPlatform(options: Parameters<typeof startShop>[0] = {}) {
  const shop = await startShop(options);
  const { appid, appSecret } = shop.simulator.merchant;

  async function raw(method: string, path: string, body?: string) {
    const answer = await fetch(`${shop.simulator.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: answer.status, type: answer.headers.get('content-type'), text, json };
  }

  async function stableToken(force_refresh = false) {
    const body = { grant_type: 'client_credential', appid, secret: appSecret, force_refresh };
    return (await raw('POST', '/cgi-bin/stable_token', JSON.stringify(body))).json;
  }

  let token: unknown;
  let renewAtMs = 0;
  /** One call with a good token; a body makes it a POST. */
  async function call(path: string, body?: object, query: Record<string, string> = {}) {
    if (shop.clock.nowMs() >= renewAtMs) {
      token = (await stableToken()).access_token;
      renewAtMs = shop.clock.nowMs() + 3_600_000;
    }
    const search = new URLSearchParams({ access_token: String(token), ...query });
    const method = body === undefined ? 'GET' : 'POST';
    return (await raw(method, `${path}?${search}`, body && JSON.stringify(body))).json;
  }

  /** Orders and pays; answers the transaction_id and the merchant's number. */
  async function paid() {
    const { outTradeNo, params } = await shop.prepaid();
    await shop.simulator.pay({ openid: shop.openid, ...params });
    const transactionId = shop.simulator.order(outTradeNo)?.payment?.transaction_id ?? '';
    return { outTradeNo, transactionId };
  }

  return { ...shop, raw, stableToken, call, paid };
}
