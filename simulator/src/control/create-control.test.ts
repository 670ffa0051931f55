import { expect, test } from 'vitest';
import type { FlowEvent } from '../index.ts';
import { START_MS, startReceiver, startShop } from '../testing/start-shop.ts';

const forgotten = {
  step: 3,
  from: 'server',
  to: 'server',
  name: 'order.create',
  outcome: 'ok',
} as const;

test('a whole purchase is recorded with the numbers of the sequence diagram', async () => {
  const receiver = await startReceiver();
  const { simulator, merchant, clock, prepaid, openid } = await startShop();
  const { outTradeNo, params } = await prepaid({ notify_url: receiver.url });
  await simulator.pay({ openid, ...params });
  await clock.advance(0);
  await merchant.query(outTradeNo);
  const events = simulator.events().filter((event) => event.outTradeNo === outTradeNo);
  expect(events.map(({ step, name }) => `${step} ${name}`)).toEqual([
    '4 prepay.request',
    '5 prepay.order',
    '6 prepay.answer',
    '10 cashier.check',
    '11 cashier.open',
    '12 cashier.choice',
    '13 cashier.authorise',
    '14 payment.settle',
    '15 cashier.return',
    '16 notification.send',
    '18 notification.answer',
    '21 query.request',
    '22 query.answer',
  ]);
  const [prepay, , answer, check] = events;
  expect(prepay?.signature).toMatchObject({
    verified: true,
    signedText: expect.stringMatching(/^POST\n\/v3\/pay\/transactions\/jsapi\n/),
  });
  expect(answer?.response).toMatchObject({
    status: 200,
    body: expect.stringContaining('prepay_id'),
  });
  expect(check?.signature?.signedText).toBe(
    `${simulator.merchant.appid}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`,
  );
  expect(events.find(({ step }) => step === 16)?.decrypted).toContain('"trade_state":"SUCCESS"');
});

test('no secret reaches the record, whoever reports it', async () => {
  const { simulator, control } = await startShop();
  const { appid, appSecret, apiV3Key, merchantPrivateKey } = simulator.merchant;
  const { code } = simulator.loginCode();
  const url = `${simulator.url}/sns/jscode2session?appid=${appid}&secret=${appSecret}&js_code=${code}&grant_type=authorization_code`;
  const { session_key } = JSON.parse(await (await fetch(url)).text());
  await control('POST', '/events', {
    ...forgotten,
    request: {
      method: 'GET',
      url: '/x?access_token=at-1',
      headers: { authorization: 'Bearer bt-1' },
      body: apiV3Key,
    },
    note: merchantPrivateKey,
  });
  const record = JSON.stringify(simulator.events());
  expect(record).toContain('login.session');
  for (const secret of [appSecret, session_key, apiV3Key, 'at-1', 'bt-1', 'BEGIN PRIVATE KEY']) {
    expect(record).not.toContain(secret);
  }
});

test('the event stream replays what was recorded after Last-Event-ID, then goes on live', async () => {
  const { simulator } = await startShop();
  for (const name of ['one', 'two']) simulator.record({ ...forgotten, name });
  const [first] = simulator.events();
  const answer = await fetch(`${simulator.url}/_simulator/events`, {
    headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(first?.id) },
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const names: string[] = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) names.push((JSON.parse(data) as FlowEvent).name);
    }
    if (names.length === 1 && names[0] === 'two') simulator.record({ ...forgotten, name: 'three' });
    if (names.length >= 2) break;
  }
  expect(names).toEqual(['two', 'three']);
});

test('who opens the stream late gets all ten thousand messages, however large, and then the live ones', async () => {
  const { simulator } = await startShop();
  const large = { ...forgotten, note: 'x'.repeat(2_500) };
  for (let count = 0; count < 10_050; count += 1) simulator.record(large);
  const answer = await fetch(`${simulator.url}/_simulator/events`, {
    headers: { Accept: 'text/event-stream' },
  });
  const ids: number[] = [];
  const decoder = new TextDecoder();
  let line = '';
  for await (const chunk of answer.body ?? []) {
    const lines = (line + decoder.decode(chunk, { stream: true })).split('\n');
    line = lines.pop() ?? '';
    ids.push(...lines.filter((each) => each.startsWith('id: ')).map((each) => +each.slice(4)));
    if (ids.at(-1) === 10_050 && simulator.events(10_050).length === 0) simulator.record(forgotten);
    if (ids.at(-1) === 10_051) break;
  }
  // The log keeps the last ten thousand.
  expect(ids).toEqual(Array.from({ length: 10_001 }, (_, index) => index + 51));
});

test('asked for JSON, the events come as a list', async () => {
  const { simulator } = await startShop();
  simulator.record(forgotten);
  const answer = await fetch(`${simulator.url}/_simulator/events`, {
    headers: { Accept: 'application/json' },
  });
  expect(await answer.json()).toEqual({ items: [{ id: 1, atMs: START_MS, ...forgotten }] });
});

test('ten thousand events are kept, the oldest go', async () => {
  const { simulator } = await startShop();
  for (let count = 0; count < 10_003; count += 1) simulator.record(forgotten);
  const events = simulator.events();
  expect([events.length, events[0]?.id]).toEqual([10_000, 4]);
});

test('bad JSON, a wrong field and an unknown route are answered with one clear sentence', async () => {
  const { control, simulator } = await startShop();
  expect(await control('POST', '/payments', '{"openid"')).toEqual({
    status: 400,
    json: { error: 'the body is not JSON' },
  });
  expect(await control('POST', '/payments', {})).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('openid') },
  });
  expect((await control('POST', '/payments', { openid: 'x', amount: 1 })).status).toBe(400);
  expect((await control('POST', '/payments', { openid: 'x', outcome: 'steal' })).status).toBe(400);
  expect((await control('POST', '/events', { ...forgotten, from: 'nobody' })).status).toBe(400);
  expect((await control('GET', '/nothing')).json).toEqual({
    error: 'no control route GET /_simulator/nothing',
  });
  const huge = await fetch(`${simulator.url}/_simulator/events`, {
    method: 'POST',
    body: 'x'.repeat(1024 * 1024 + 1),
  });
  expect(huge.status).toBe(413);
});

test('the merchant is handed out whole, and a body without content type will do', async () => {
  const { control, simulator, openid } = await startShop();
  expect((await control('GET', '/merchant')).json).toEqual(simulator.merchant);
  const answer = await fetch(`${simulator.url}/_simulator/login-codes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: JSON.stringify({ openid }),
  });
  expect(await answer.json()).toEqual({ code: expect.any(String), openid });
  expect((await control('POST', '/login-codes')).json.openid).not.toBe(openid);
});

test('an order is shown with its transaction, its prepay_ids and its notifications', async () => {
  const { control, simulator, merchant, prepaid, openid } = await startShop();
  const { outTradeNo, prepayId, params } = await prepaid();
  await simulator.pay({ openid, ...params });
  const { json } = await control('GET', `/orders/${outTradeNo}`);
  expect(json).toMatchObject({
    outTradeNo,
    amountFen: 100,
    openid,
    prepayIds: [{ id: prepayId, issuedAtMs: START_MS }],
    transaction: (await merchant.query(outTradeNo)).json,
    notificationIds: [simulator.notifications()[0]?.id],
  });
  expect((await control('GET', '/orders/none')).status).toBe(404);
});

test('the clock is moved, stopped and sped up over HTTP', async () => {
  const { control, clock } = await startShop();
  expect((await control('POST', '/clock', { advanceMs: 5000 })).json).toEqual({
    nowMs: START_MS + 5000,
    paused: true,
    speed: 1,
  });
  expect(clock.nowMs()).toBe(START_MS + 5000);
  expect((await control('POST', '/clock', { speed: 0 })).status).toBe(400);
  expect((await control('POST', '/clock', { advanceMs: -1 })).status).toBe(400);
});
