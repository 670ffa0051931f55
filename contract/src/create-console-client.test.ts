import { beforeEach, expect, test } from 'vitest';
import { type ConsoleClient, createConsoleClient, createEventParser } from './index.ts';

type Sent = { method: string; url: string; headers: Record<string, string>; body?: string };
let sent: Sent[] = [];
let merchant: string | null = null;
let csrf: string | null = null;
const client = createConsoleClient({
  baseUrl: '',
  merchantId: () => merchant,
  csrfToken: () => csrf,
  request: async (request) => {
    sent.push(request);
    const isGone = request.method === 'DELETE' && request.url.includes('endpoints');
    return isGone ? { status: 204, text: '' } : { status: 200, text: '{}' };
  },
});

beforeEach(() => {
  sent = [];
  merchant = 'shop-2';
  csrf = 'csrf-1';
});

test('what changes something says so with the token of the session, what reads does not', async () => {
  await client.orders();
  await client.approveRefund('r');
  await client.deleteEndpoint('ep');
  expect(sent.map(({ headers }) => headers['yifen-csrf'] ?? null)).toEqual([
    null,
    'csrf-1',
    'csrf-1',
  ]);
  expect(sent.every(({ headers }) => headers['yifen-merchant'] === 'shop-2')).toBe(true);
  expect(sent.some(({ headers }) => 'authorization' in headers)).toBe(false);
});

test('before there is a session no header speaks of one', async () => {
  [merchant, csrf] = [null, null];
  await client.signIn({ email: 'li@example.com', password: 'x' });
  expect(sent[0]?.headers).toEqual({
    accept: 'application/json',
    'content-type': 'application/json',
  });
  expect(client.headers()).toEqual({});
});

test('every call goes to its route', async () => {
  const calls: [(to: ConsoleClient) => Promise<unknown>, string][] = [
    [(to) => to.session(), 'GET /v1/console/session'],
    [(to) => to.answerCode('123456'), 'POST /v1/console/session/code'],
    [(to) => to.signOut(), 'POST /v1/console/session/end'],
    [(to) => to.enrolTotp(), 'POST /v1/console/session/totp'],
    [(to) => to.confirmTotp('123456'), 'POST /v1/console/session/totp/confirm'],
    [(to) => to.newRecoveryCodes('123456'), 'POST /v1/console/session/recovery-codes'],
    [(to) => to.changePassword('a', 'b'), 'POST /v1/console/session/password'],
    [(to) => to.invitation('t/1'), 'POST /v1/console/invitations/read'],
    [
      (to) => to.acceptInvitation({ token: 't', password: 'p' }),
      'POST /v1/console/invitations/accept',
    ],
    [(to) => to.users({ limit: 5 }), 'GET /v1/merchant/users?limit=5'],
    [
      (to) => to.inviteUser({ email: 'a@b.cn', name: 'a', role: 'support' }),
      'POST /v1/merchant/users',
    ],
    [(to) => to.changeUser('u/1', { unlock: true }), 'PATCH /v1/merchant/users/u%2F1'],
    [(to) => to.resetUser('u'), 'POST /v1/merchant/users/u/reset'],
    [(to) => to.merchants(), 'GET /v1/console/merchants'],
    [
      (to) => to.addMerchant({ id: 'm', name: 'm', mchid: '1900000001' }),
      'POST /v1/console/merchants',
    ],
    [
      (to) => to.orders({ state: ['paid', 'closed'], minAmountFen: 1 }),
      'GET /v1/merchant/orders?state=paid%2Cclosed&minAmountFen=1',
    ],
    [
      (to) => to.overview({ from: '2026-11-23T00:00:00+08:00', to: '2026-11-24T00:00:00+08:00' }),
      'GET /v1/merchant/overview?from=2026-11-23T00%3A00%3A00%2B08%3A00&to=2026-11-24T00%3A00%3A00%2B08%3A00',
    ],
    [(to) => to.evidence('a/b'), 'GET /v1/merchant/orders/a%2Fb/evidence'],
    [(to) => to.timeline('a'), 'GET /v1/merchant/orders/a/timeline'],
    [(to) => to.jobs({ state: 'dead' }), 'GET /v1/merchant/jobs?state=dead'],
    [(to) => to.retryJob('delivery:ep_1.2'), 'POST /v1/merchant/jobs/delivery%3Aep_1.2/retry'],
    [(to) => to.check(), 'POST /v1/merchant/check'],
    [(to) => to.liveCheck({ openid: 'o' }), 'POST /v1/merchant/live-check'],
    [(to) => to.reconcile('2026-11-22'), 'POST /v1/merchant/reconciliations/2026-11-22'],
    [(to) => to.resolveDifference('d', 'r'), 'POST /v1/merchant/differences/d/resolve'],
    [
      (to) => to.removeKey({ kind: 'apiv3-key', serial: 'next' }),
      'DELETE /v1/merchant/keys/apiv3-key/next',
    ],
    [(to) => to.apiKeys(), 'GET /v1/merchant/api-keys'],
    [(to) => to.createApiKey({ name: 'n', scopes: ['orders:read'] }), 'POST /v1/merchant/api-keys'],
    [(to) => to.rotateApiKey('k'), 'POST /v1/merchant/api-keys/k/rotate'],
    [(to) => to.revokeApiKey('k', 'r'), 'POST /v1/merchant/api-keys/k/revoke'],
    [(to) => to.changeSettings({ latePayment: 'refund' }), 'PATCH /v1/merchant/settings'],
    [(to) => to.miniPrograms(), 'GET /v1/merchant/mini-programs'],
    [(to) => to.saveMiniProgram('wx1', 's'), 'POST /v1/merchant/mini-programs'],
    [
      (to) => to.changeMiniProgram('wx/1', { orderPage: null }),
      'PATCH /v1/merchant/mini-programs/wx%2F1',
    ],
    [(to) => to.deliveries({ endpointId: 'e' }), 'GET /v1/merchant/deliveries?endpointId=e'],
    [(to) => to.audit(), 'GET /v1/merchant/audit'],
  ];
  for (const [call] of calls) await call(client);
  expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(
    calls.map(([, route]) => route),
  );
  expect(client.ordersCsvPath({ state: 'paid' })).toBe('/v1/merchant/orders.csv?state=paid');
  expect(client.billPath('2026-11-22', 'trade')).toBe('/v1/merchant/bills/2026-11-22/trade');
});

test('an answer without a body is none', async () => {
  expect(await client.deleteEndpoint('ep')).toBeNull();
});

test('a stream of events is read in whatever pieces it comes', () => {
  const text = ': hello\n\nid: 7\ndata: {"a":1}\n\nevent: end\ndata: x\ndata:y\r\n\r\nid: 8\n\n';
  for (const size of [1, 3, text.length]) {
    const events: unknown[] = [];
    const parser = createEventParser((event) => events.push(event));
    for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
    expect(events).toEqual([
      { id: '7', type: 'message', data: '{"a":1}' },
      { id: '7', type: 'end', data: 'x\ny' },
    ]);
  }
});
