import { expect, onTestFinished, test } from 'vitest';
import {
  createMaterial,
  createSimulator,
  type RefusedPaySign,
  type SimulatorOptions,
} from '../index.ts';

const material = await createMaterial();

async function start(options: Pick<SimulatorOptions, 'explainPaySign'> = {}) {
  const simulator = await createSimulator({ port: false, material, ...options });
  onTestFinished(() => simulator.close());
  const ask = async (body: object) => {
    const answer = await simulator.inject({
      method: 'POST',
      url: '/_simulator/explanations',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
  };
  return { simulator, ask };
}

const payment = {
  timeStamp: '1767225600',
  nonceStr: 'N1',
  package: 'prepay_id=wx1',
  signType: 'RSA',
  paySign: 'AAAA',
};

test('a refused paySign is handed to whoever can explain it, with the appid and in the language asked for', async () => {
  const heard: RefusedPaySign[] = [];
  const { simulator, ask } = await start({
    explainPaySign: (refused) => {
      heard.push(refused);
      return 'because';
    },
  });
  const { openid } = simulator.loginCode();
  await simulator.pay({ openid, ...payment });
  const check = simulator.events().find(({ name }) => name === 'cashier.check');
  expect(await ask({ eventId: check?.id, language: 'en' })).toEqual({
    status: 200,
    body: { text: 'because' },
  });
  expect(heard).toEqual([{ appId: simulator.merchant.appid, payment, language: 'en' }]);
});

test('another event cannot be explained, nor one that is not there', async () => {
  const { simulator, ask } = await start({ explainPaySign: () => 'because' });
  simulator.loginCode();
  simulator.record({ step: 3, from: 'server', to: 'server', name: 'order.create', outcome: 'ok' });
  expect((await ask({ eventId: simulator.events()[0]?.id })).status).toBe(409);
  expect((await ask({ eventId: 999 })).status).toBe(404);
  expect((await ask({})).status).toBe(400);
});

test('a simulator that nobody taught to explain says so', async () => {
  const { ask } = await start();
  expect(await ask({ eventId: 1 })).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining('explainPaySign') },
  });
});
