/** The demo through a browser: the desk, and the phone on it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from './launch-browser.ts';

/** What a test does and sees. */
export interface DemoPage {
  readonly page: Page;
  readonly phone: FrameLocator;
  /** A step of the flow, with `data-outcome`. */
  step(number: number): Locator;
  /** The name of the purchase's stage: `paid`, `signature-refused`, … */
  stage(): Locator;
  /** Opens a product and taps 微信支付. */
  order(product: string): Promise<void>;
  /** Types six digits, leaves WeChat's result page and lets the shop send its messages. */
  pay(): Promise<void>;
  /** Text that is on the visible page of the mini-program. */
  text(text: string): Locator;
  setFault(kind: string, nth?: number): Promise<void>;
  /** Plays a scenario of the desk to its end; answers what it says. */
  play(scenario: string): Promise<string>;
  /** Keeps the answer to the next question about one order back; `delivered` ends when it was drawn. */
  delayOrder(ms: number): Promise<{ readonly delivered: Promise<void> }>;
  screenshot(name: string): Promise<void>;
  /** Every uncaught exception and console.error so far. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

const pictures = join(import.meta.dirname, 'test-results');

/** Opens the desk, wide enough for everything. @throws Error when there is no Chromium. */
export async function openDemoPage(desk: string): Promise<DemoPage> {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(desk);
  const phone = page.frameLocator('.phone iframe');
  const text = (wanted: string): Locator =>
    phone.getByText(wanted, { exact: true }).filter({ visible: true }).first();

  return {
    page,
    phone,
    errors,
    text,
    step: (number) => page.locator(`.step[data-step="${number}"]`),
    stage: () => page.locator('.stage'),
    async order(product) {
      await text('商店').click();
      await text(product).click();
      await text('微信支付').click();
    },
    async pay() {
      for (const digit of '147258')
        await phone.getByRole('button', { name: digit, exact: true }).click();
      await phone.getByRole('button', { name: '完成', exact: true }).click();
      await phone.getByRole('button', { name: '允许', exact: true }).click();
    },
    async setFault(kind, nth = 0) {
      await page.locator('[data-tab="faults"]').click();
      await page.locator(`[data-fault="${kind}"]`).nth(nth).click();
      await page.locator('[data-tab="message"]').click();
    },
    async play(scenario) {
      await page.locator('[data-tab="scenarios"]').click();
      const row = page.locator(`[data-scenario="${scenario}"]`);
      await row.locator('button').click();
      const end = row.locator('.scenario-end');
      await end.waitFor({ timeout: 40_000 });
      return await end.innerText();
    },
    async delayOrder(ms) {
      const { promise: delivered, resolve } = Promise.withResolvers<void>();
      const isOrder = (url: URL) => /\/v1\/orders\/[^/]+$/.test(url.pathname);
      await page.route(
        isOrder,
        async (route) => {
          const answer = await route.fetch();
          await page.waitForTimeout(ms);
          await route.fulfill({ response: answer });
          // A moment for the mini-program to draw what it was told.
          await page.waitForTimeout(200);
          resolve();
        },
        { times: 1 },
      );
      return { delivered };
    },
    async screenshot(name) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}
