import type { Expected, Misuse } from './misuse.ts';
import type { MisusedShop, Wire } from './misused-shop.ts';

const SESSION = 'GET /sns/jscode2session';
const TOKEN = 'POST /cgi-bin/stable_token';
const PHONE = 'POST /wxa/business/getuserphonenumber';

/** HTTP 200 whatever is wrong; what is says `errcode`. */
const errcode = (code: number): Expected => ({ status: 200, code: String(code), signed: false });

const get = (path: string, query: Readonly<Record<string, string>>): Wire => ({
  method: 'GET',
  path: `${path}?${new URLSearchParams(query)}`,
  body: '',
  headers: {},
});

const post = (path: string, body: unknown): Wire => ({
  method: 'POST',
  path,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

const misuse = (
  endpoint: string,
  title: string,
  send: Misuse['send'],
  answer: Expected,
): Misuse => ({ group: 'platform', endpoint, title, send, answer });

function login({ simulator }: MisusedShop, changes: Readonly<Record<string, string | undefined>>) {
  const { appid, appSecret } = simulator.merchant;
  const all = {
    appid,
    secret: appSecret,
    js_code: simulator.loginCode().code,
    grant_type: 'authorization_code',
    ...changes,
  };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return get('/sns/jscode2session', Object.fromEntries(given));
}

function stableToken({ simulator }: MisusedShop, changes: Readonly<Record<string, unknown>>): Wire {
  const { appid, appSecret } = simulator.merchant;
  return post('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid,
    secret: appSecret,
    ...changes,
  });
}

async function tokenOf(shop: MisusedShop): Promise<string> {
  const { text } = await shop.send(stableToken(shop, {}));
  return (JSON.parse(text) as { access_token: string }).access_token;
}

/** Requests to api.weixin.qq.com. */
export const platformMisuses: readonly Misuse[] = [
  misuse(SESSION, 'no appid', (shop) => login(shop, { appid: undefined }), errcode(41002)),
  misuse(SESSION, 'an appid that is none', (shop) => login(shop, { appid: 'wx1' }), errcode(40013)),
  misuse(SESSION, 'no secret', (shop) => login(shop, { secret: undefined }), errcode(41004)),
  misuse(SESSION, 'a wrong secret', (shop) => login(shop, { secret: 'x' }), errcode(40125)),
  misuse(SESSION, 'no code', (shop) => login(shop, { js_code: undefined }), errcode(41008)),
  misuse(SESSION, 'a code that is none', (shop) => login(shop, { js_code: '0x' }), errcode(40029)),
  misuse(
    SESSION,
    'a code that was used',
    async (shop) => {
      const { code } = shop.simulator.loginCode();
      await shop.send(login(shop, { js_code: code }));
      return login(shop, { js_code: code });
    },
    errcode(40163),
  ),
  misuse(SESSION, 'another grant_type', (shop) => login(shop, { grant_type: 'x' }), errcode(40002)),
  misuse(TOKEN, 'a wrong secret', (shop) => stableToken(shop, { secret: 'x' }), errcode(40125)),
  misuse(TOKEN, 'no body', () => post('/cgi-bin/stable_token', ''), errcode(44002)),
  misuse(
    TOKEN,
    'a body that is no JSON',
    () => post('/cgi-bin/stable_token', 'a=1'),
    errcode(47001),
  ),
  misuse(TOKEN, 'GET', () => get('/cgi-bin/stable_token', {}), errcode(43002)),
  misuse(
    'POST /wxa/nothing',
    'a path that does not exist',
    () => post('/wxa/nothing', {}),
    errcode(40066),
  ),
  misuse(
    PHONE,
    'no access_token',
    () => post('/wxa/business/getuserphonenumber', { code: 'x' }),
    errcode(41001),
  ),
  misuse(
    PHONE,
    'an access_token that is none',
    () => post('/wxa/business/getuserphonenumber?access_token=x', { code: 'x' }),
    errcode(40014),
  ),
  misuse(
    PHONE,
    'a login code instead of the button’s',
    async (shop) => {
      const { code } = shop.simulator.loginCode();
      const token = await tokenOf(shop);
      return post(`/wxa/business/getuserphonenumber?access_token=${token}`, { code });
    },
    errcode(40029),
  ),
];
