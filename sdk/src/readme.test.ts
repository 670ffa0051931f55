import { readFileSync } from 'node:fs';
import { createSimulator } from '@yifen/simulator';
import { expect, test } from 'vitest';
import { userAgent } from './http/user-agent.ts';
import { createShop } from './testing/readme-example.ts';

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

test('the example of the README is the one compiled here, to the letter', () => {
  const compiled = read('./testing/readme-example.ts').replace('../index.ts', '@yifen/wechatpay');
  expect(/```ts\n([\s\S]*?)```/.exec(read('../README.md'))?.[1]).toBe(compiled);
});

test('the example of the README takes a payment', async () => {
  const simulator = await createSimulator({ seed: 2 });
  const shop = createShop(simulator.merchant, { baseUrl: simulator.url });
  const openid = await shop.login((await simulator.loginCode()).code);
  const requestPayment = await shop.order(openid, 'T20260101000001', 880);
  expect(await shop.isPaid('T20260101000001', 880)).toBe(false);
  await simulator.pay({ openid, ...requestPayment });
  expect(await shop.isPaid('T20260101000001', 880)).toBe(true);
  expect(await shop.isPaid('T20260101000001', 1)).toBe(false);
  expect(shop.notified({}, new Uint8Array())).toBe(401);
  await simulator.close();
});

test('the User-Agent names the version of the package', async () => {
  const { version }: { version: string } = JSON.parse(read('../package.json'));
  expect(userAgent).toBe(`yifen-wechatpay/${version}`);
});
