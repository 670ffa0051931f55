import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFixture } from './fixture.ts';
import { type JsdomPhone, openInJsdom, type PageObject } from './jsdom-phone.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
let phone: JsdomPhone;

beforeAll(async () => {
  fixture = await startFixture();
});
beforeEach(async () => {
  phone = await openInJsdom(fixture.phone.url);
  return () => {
    expect(phone.errors).toEqual([]);
    phone.close();
  };
});
afterAll(() => fixture.close());

const routes = () => phone.globals.getCurrentPages().map(({ route }: PageObject) => route);
const failureOf = async (api: string, options: object): Promise<string> => {
  try {
    await phone.globals.wx[api]?.(options);
  } catch (failure) {
    return (failure as { errMsg: string }).errMsg;
  }
  return 'no failure';
};

test('navigateTo hides the page below and connects both by an event channel', async () => {
  phone.log.length = 0;
  const heard: unknown[] = [];
  const events = { fromSecond: (data: unknown) => heard.push(data) };
  const result = (await phone.globals.wx.navigateTo?.({
    url: '/pages/second/second?q=hi',
    events,
  })) as {
    errMsg: string;
    eventChannel: { emit(name: string, data: object): void };
  };
  result.eventChannel.emit('toSecond', { text: 'MESSAGE' });
  expect(result.errMsg).toBe('navigateTo:ok');
  expect(heard).toEqual([{ answer: 1 }]);
  expect(phone.text('#second')).toBe('hi MESSAGE');
  expect(phone.document.title).toBe('第二页');
  expect(routes()).toEqual(['pages/main/main', 'pages/second/second']);
  expect(phone.log).toEqual(['hide', 'second load hi', 'second lifetime show']);
});

test('navigateBack unloads the page and shows the one below', async () => {
  await phone.globals.wx.navigateTo?.({ url: '/pages/second/second' });
  phone.log.length = 0;
  await phone.globals.wx.navigateBack?.();
  expect(phone.log).toEqual(['second unload', 'show']);
});

test('a query is handed over undecoded, and a relative path counts from the page', async () => {
  await phone.globals.wx.navigateTo?.({ url: '../second/second?q=%E8%8C%B6' });
  expect(phone.text('#second')).toBe('%E8%8C%B6');
});

test('a tab’s page is kept while another tab is shown', () => {
  phone.log.length = 0;
  const tabs = phone.document.querySelectorAll<HTMLElement>('[role=tab]');
  tabs[1]?.click();
  tabs[0]?.click();
  expect(phone.log).toEqual(['hide', 'tab show', 'tab hide', 'show', 'tab 一']);
});

test('a page of a sub-package opens', async () => {
  await phone.globals.wx.navigateTo?.({ url: '/package-a/pages/inner/inner' });
  expect(phone.text('#inner-page')).toBe('sub package X');
});

test('redirectTo replaces the page, reLaunch all of them', async () => {
  await phone.globals.wx.navigateTo?.({ url: '/package-a/pages/inner/inner' });
  await phone.globals.wx.redirectTo?.({ url: '/pages/second/second' });
  expect(routes()).toEqual(['pages/main/main', 'pages/second/second']);
  await phone.globals.wx.reLaunch?.({ url: '/pages/tab/tab' });
  expect(routes()).toEqual(['pages/tab/tab']);
  expect(phone.document.querySelectorAll('.phone-page')).toHaveLength(1);
});

test('failures are told in WeChat’s words', async () => {
  const { wx } = phone.globals;
  expect(await failureOf('navigateTo', { url: '/pages/tab/tab' })).toBe(
    'navigateTo:fail can not navigateTo a tabbar page',
  );
  expect(await failureOf('navigateTo', { url: '/nowhere' })).toBe(
    'navigateTo:fail page "nowhere" is not found',
  );
  expect(await failureOf('switchTab', { url: '/pages/second/second' })).toBe(
    'switchTab:fail can not switch to no-tabBar page',
  );
  expect(await failureOf('navigateBack', {})).toBe(
    'navigateBack:fail cannot navigate back at first page.',
  );
  for (let depth = 1; depth < 10; depth += 1)
    await wx.navigateTo?.({ url: '/pages/second/second' });
  expect(await failureOf('navigateTo', { url: '/pages/second/second' })).toBe(
    'navigateTo:fail webview count limit exceed',
  );
});
