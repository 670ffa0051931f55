import { expect, test } from 'vitest';
import type { NewFault } from '../index.ts';
import { startReceiver, startShop } from '../testing/start-shop.ts';

async function startFaulty(fault: NewFault) {
  const receiver = await startReceiver();
  const shop = await startShop();
  const added = await shop.control('POST', '/faults', fault);
  expect(added.status).toBe(200);
  const pay = async () => {
    const { params, outTradeNo } = await shop.prepaid({ notify_url: receiver.url });
    const result = await shop.simulator.pay({ openid: shop.openid, ...params });
    await shop.clock.advance(0);
    return { result, outTradeNo };
  };
  return { ...shop, receiver, pay };
}

test('a lost request has no effect, a lost answer has one; both break the connection', async () => {
  const request = await startFaulty({ kind: 'request.lose' });
  const first = request.order();
  await expect(request.merchant.prepay(first)).rejects.toThrow();
  expect((await request.merchant.query(first.out_trade_no)).status).toBe(404);
  const answer = await startFaulty({ kind: 'answer.lose', operation: 'prepay' });
  const second = answer.order();
  await expect(answer.merchant.prepay(second)).rejects.toThrow();
  expect((await answer.merchant.query(second.out_trade_no)).json.trade_state).toBe('NOTPAY');
});

test('an error before differs from an error after: only the second leaves an order', async () => {
  const before = await startFaulty({ kind: 'request.error', status: 503 });
  const first = before.order();
  const refused = await before.merchant.prepay(first);
  expect([refused.status, refused.json.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect((await before.merchant.query(first.out_trade_no)).status).toBe(404);
  const after = await startFaulty({ kind: 'answer.error', operation: 'prepay' });
  const second = after.order();
  const failed = await after.merchant.prepay(second);
  expect([failed.status, failed.json.code]).toEqual([500, 'SYSTEM_ERROR']);
  expect((await after.merchant.query(second.out_trade_no)).status).toBe(200);
});

test.each(['answer.tamper', 'answer.probe', 'answer.unsigned'] as const)(
  '%s makes one answer unverifiable, the next is true again',
  async (kind) => {
    const { merchant, order } = await startFaulty({ kind });
    const body = order();
    const spoiled = await merchant.prepay(body);
    expect(spoiled.status).toBe(200);
    expect(merchant.isSigned(spoiled.headers, spoiled.text)).toBe(false);
    const signature = spoiled.headers.get('wechatpay-signature');
    if (kind === 'answer.probe') expect(signature).toMatch(/^WECHATPAY\/SIGNTEST\//);
    if (kind === 'answer.unsigned') expect(signature).toBeNull();
    const next = await merchant.prepay(body);
    expect(merchant.isSigned(next.headers, next.text)).toBe(true);
  },
);

test.each(['notification.tamper', 'notification.probe', 'notification.wrong-serial'] as const)(
  '%s spoils one attempt and leaves its body alone',
  async (kind) => {
    const { merchant, receiver, pay, simulator } = await startFaulty({ kind });
    await pay();
    await simulator.resend(simulator.notifications()[0]?.id ?? '');
    const [spoiled, next] = receiver.received;
    if (spoiled === undefined || next === undefined) throw new Error('two attempts were due');
    const known = [simulator.merchant.publicKeyId, simulator.merchant.platformSerial];
    const believable =
      known.includes(spoiled.headers.get('wechatpay-serial') ?? '') &&
      merchant.isSigned(spoiled.headers, spoiled.body);
    expect(believable).toBe(false);
    expect(merchant.isSigned(next.headers, next.body)).toBe(true);
    expect(spoiled.body).toBe(next.body);
  },
);

test('a lost notification never arrives and is retried; a duplicate arrives twice with one id', async () => {
  const lost = await startFaulty({ kind: 'notification.lose', count: 2 });
  await lost.pay();
  await lost.clock.advance(15_000);
  expect(lost.receiver.received).toEqual([]);
  await lost.clock.advance(15_000);
  expect(lost.receiver.received).toHaveLength(1);
  const twice = await startFaulty({ kind: 'notification.duplicate' });
  await twice.pay();
  const ids = twice.receiver.received.map(({ body }) => JSON.parse(body).id);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});

test('a delayed notification comes after the payment was confirmed otherwise', async () => {
  const { receiver, pay, clock, merchant } = await startFaulty({
    kind: 'notification.delay',
    delayMs: 60_000,
  });
  const { outTradeNo } = await pay();
  await clock.advance(59_999);
  expect((await merchant.query(outTradeNo)).json.trade_state).toBe('SUCCESS');
  expect(receiver.received).toEqual([]);
  await clock.advance(1);
  expect(receiver.received).toHaveLength(1);
});

test('a login error answers its errcode and leaves the code good', async () => {
  const { simulator } = await startFaulty({ kind: 'login.error', errcode: 45011 });
  const { appid, appSecret } = simulator.merchant;
  const { code } = simulator.loginCode();
  const url = `${simulator.url}/sns/jscode2session?appid=${appid}&secret=${appSecret}&js_code=${code}&grant_type=authorization_code`;
  const ask = async () => JSON.parse(await (await fetch(url)).text());
  expect(await ask()).toMatchObject({ errcode: 45011 });
  expect(await ask()).toMatchObject({ openid: expect.any(String) });
});

test('a tampered paySign is refused by the cashier, the next one is not', async () => {
  const { pay, simulator } = await startFaulty({ kind: 'payment.tamper' });
  expect((await pay()).result).toEqual({
    errMsg: 'requestPayment:fail cancel',
    dialog: '支付验证签名失败',
  });
  const check = simulator.events().find(({ step }) => step === 10);
  expect(check).toMatchObject({ outcome: 'refused', signature: { verified: false } });
  expect(check?.note).toContain('fault');
  expect((await pay()).result).toEqual({ errMsg: 'requestPayment:ok' });
});

test('a banned mini-program gets errno 102', async () => {
  const { pay } = await startFaulty({ kind: 'payment.banned' });
  expect((await pay()).result).toMatchObject({
    errno: 102,
    errMsg: expect.stringContaining('jsapi has no permission'),
  });
});

test('a fault strikes as often as its count says, or until it is cleared', async () => {
  const { merchant, order, control, simulator } = await startFaulty({
    kind: 'request.error',
    count: 2,
  });
  const statusOf = async () => (await merchant.prepay(order())).status;
  expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([500, 500, 200]);
  const endless = await control('POST', '/faults', { kind: 'request.error', count: null });
  expect([await statusOf(), await statusOf()]).toEqual([500, 500]);
  expect((await control('DELETE', `/faults/${endless.json.id}`)).json).toEqual({ cleared: 1 });
  expect(await statusOf()).toBe(200);
  expect(simulator.faults.list()).toEqual([]);
});

test('a share is drawn from the seed: the same seed gives the same faults', async () => {
  const draw = async () => {
    const { merchant, prepaid } = await startFaulty({
      kind: 'request.error',
      operation: 'query',
      count: null,
      share: 0.5,
    });
    const { outTradeNo } = await prepaid();
    const statuses = [];
    for (let ask = 0; ask < 12; ask += 1) statuses.push((await merchant.query(outTradeNo)).status);
    return statuses;
  };
  const statuses = await draw();
  expect(new Set(statuses)).toEqual(new Set([200, 500]));
  expect(await draw()).toEqual(statuses);
});

test('an unknown fault is a clear 400', async () => {
  const { control } = await startShop();
  const answer = await control('POST', '/faults', { kind: 'earthquake' });
  expect(answer).toMatchObject({ status: 400, json: { error: expect.stringContaining('kind') } });
});
