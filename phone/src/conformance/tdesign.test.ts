import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedPhone, startPhone } from '../serve/start-phone.ts';
import { openChromium } from './open-chromium.ts';

let browser: Browser;
let phone: StartedPhone;

beforeAll(async () => {
  [browser, phone] = await Promise.all([
    openChromium(),
    startPhone({
      project: path.resolve(import.meta.dirname, '../../conformance-tdesign'),
      simulatorUrl: 'http://127.0.0.1:1',
      apis: {},
    }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await phone.close();
});

test('TDesign’s cells, button and dialog are built from npm, drawn and usable', async () => {
  expect(phone.build.errors).toEqual([]);
  const page = await browser.newPage({ viewport: { width: 375, height: 700 } });
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(phone.url);
  const button = page.getByText('申请退款');
  await expect
    .poll(() => button.evaluate((it) => getComputedStyle(it).color))
    .toBe('rgb(255, 255, 255)');
  await button.click();
  await page.getByText('退款将原路返回').waitFor();
  await page.getByText('确认', { exact: true }).click();
  await page.getByText('确认了').waitFor();
  expect(errors).toEqual([]);
});

test('without a connection TDesign’s icons are dots, and no boxes', async () => {
  const page = await browser.newPage({ viewport: { width: 375, height: 700 } });
  await page.route('https://**', (route) => route.abort());
  await page.goto(phone.url);
  await page.getByText('申请退款').waitFor();
  const fonts = () =>
    page.evaluate(async () => {
      await document.fonts.load('16px t', '\ue001');
      return [...document.fonts].map(({ family, status }) => `${family} ${status}`);
    });
  await expect.poll(fonts).toEqual(['t loaded']);
});
