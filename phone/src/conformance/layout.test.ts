import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFixture } from './fixture.ts';
import { openChromium } from './open-chromium.ts';

/** What needs a real layout: styles, sizes, scrolling, touch. Chromium, a phone's window. */
let fixture: Awaited<ReturnType<typeof startFixture>>;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), openChromium()]);
});
beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 375, height: 700 },
    hasTouch: true,
    isMobile: true,
  });
  page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(fixture.phone.url);
  await page.locator('[data-wx-id=tall]').waitFor({ state: 'attached' });
  return async () => {
    await context.close();
    expect(errors).toEqual([]);
  };
});
afterAll(async () => {
  await browser.close();
  await fixture.close();
});

const byId = (id: string) => page.locator(`[data-wx-id="${id}"]`);
const style = (id: string, property: string) =>
  byId(id).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
const log = () => page.evaluate('getApp().log.slice()') as Promise<string[]>;

test('app.wxss and what it imports apply to pages, with rpx of a 375 px screen', async () => {
  expect(await style('styled', 'color')).toBe('rgb(1, 2, 3)');
  expect(await style('styled', 'width')).toBe('50px');
  expect(await style('model-text', 'font-size')).toBe('15px');
});

test('an inline style may use rpx', async () => {
  expect(await style('inline-style', 'width')).toBe('100px');
});

test('an id selector of WXSS finds its element', async () => {
  expect(await style('styled', 'opacity')).toBe('0.5');
});

test(':host, external classes and apply-shared reach where WeChat lets them', async () => {
  const child = page.locator('child').first();
  expect(await child.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(9, 9, 9)');
  const head = page.locator('parent wx-view').first();
  expect(
    await head.evaluate((element) => {
      const { marginTop, marginLeft } = getComputedStyle(element);
      return [marginTop, marginLeft];
    }),
  ).toEqual(['12px', '15px']);
  const paddings = await page
    .locator('parent > wx-view')
    .evaluateAll((views) => views.map((view) => getComputedStyle(view).paddingTop));
  expect(paddings).toContain('3px');
});

test('styles of the app and the page do not reach an isolated component', async () => {
  const color = await page
    .getByText('global note')
    .evaluate((element) => getComputedStyle(element).color);
  expect(color).not.toBe('rgb(1, 2, 3)');
});

test('styles of one page do not reach another', async () => {
  await page.evaluate(`wx.navigateTo({ url: '/pages/second/second' })`);
  expect(await style('second', 'margin-top')).toBe('0px');
});

test('hidden takes an element away', async () => {
  expect(await style('hidden', 'display')).toBe('none');
});

test('scrolling is told to the page, and its end once', async () => {
  await page.evaluate(
    'getApp().log.length = 0; wx.pageScrollTo({ scrollTop: 99999, duration: 0 })',
  );
  await expect.poll(log).toEqual(['bottom']);
  const scrolled = page.evaluate('getCurrentPages()[0].data.scrolled');
  expect(await scrolled).toBeGreaterThan(1000);
});

test('a selector query measures', async () => {
  const width = await page.evaluate(
    `new Promise((resolve) => wx.createSelectorQuery().select('#outer').boundingClientRect().exec(([rect]) => resolve(rect.width)))`,
  );
  expect(width).toBe(375);
});

test('a finger taps, and a caught tap stays caught', async () => {
  await page.evaluate('getApp().log.length = 0');
  await byId('caught').tap();
  expect(await log()).toEqual(['capture', 'inner']);
});

test('a desktop window shows a phone with the page as its screen', async () => {
  const wide = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await wide.goto(fixture.phone.url);
  const screen = wide.frameLocator('iframe');
  await screen.getByRole('tab', { name: '一' }).waitFor();
  const width = await screen.locator('body').evaluate((body) => body.clientWidth);
  expect(width).toBe(375);
  expect(await screen.locator('.phone-status').isVisible()).toBe(true);
  await wide.close();
});

test('the content security policy lets the phone run and no inline script', async () => {
  const ran = await page.evaluate(`new Promise((resolve) => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
  })`);
  expect(ran).toBe('script-src-elem');
  expect(await page.evaluate('globalThis.injected')).toBeUndefined();
  expect(errors.splice(0).join()).toContain("script-src 'self'");
});
