import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MisusedShop, startMisusedShop } from './misused-shop.ts';
import { misuses } from './misuses.ts';

let shop: MisusedShop;

beforeAll(async () => {
  shop = await startMisusedShop();
  shop.simulator.snapshot('prepared');
});
// A case may switch a fault on, or a certificate off.
beforeEach(() => void shop.simulator.restore('prepared'));
afterAll(() => shop?.simulator.close());

test('there are 120 wrong requests, and none twice', () => {
  const names = misuses.map(({ endpoint, title }) => `${endpoint}: ${title}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(120);
});

test.each(misuses.map((one) => [`${one.endpoint} — ${one.title}`, one] as const))(
  '%s',
  async (_, { send, answer: expected }) => {
    const { status, headers, text } = await shop.send(await send(shop));
    const isSigned = headers.has('wechatpay-signature');
    expect({ status, isSigned }).toEqual({ status: expected.status, isSigned: expected.signed });
    if (expected.code === undefined) {
      expect(text).toBe('');
      return;
    }
    const said = JSON.parse(text) as Record<string, unknown>;
    expect(String(said.code ?? said.errcode)).toBe(expected.code);
    if (typeof expected.message === 'string') expect(said.message).toBe(expected.message);
    else if (expected.message !== undefined) expect(said.message).toMatch(expected.message);
    if (expected.detail !== undefined) expect(said).toMatchObject({ detail: expected.detail });
  },
);
