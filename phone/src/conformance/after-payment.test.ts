import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFixture } from './fixture.ts';
import { type JsdomPhone, openInJsdom } from './jsdom-phone.ts';

interface Result {
  readonly errMsg: string;
  readonly [field: string]: unknown;
}

let fixture: Awaited<ReturnType<typeof startFixture>>;
let phone: JsdomPhone;

beforeAll(async () => {
  fixture = await startFixture();
});
beforeEach(async () => {
  fixture.wechat.received.length = 0;
  phone = await openInJsdom(`${fixture.phone.url}?openid=oPayer`);
  return () => {
    expect(phone.errors).toEqual([]);
    phone.close();
  };
});
afterAll(() => fixture.close());

const call = (name: string, options: object): Promise<Result> =>
  new Promise((complete) => phone.globals.wx[name]?.({ ...options, complete }));

async function appear(selector: string): Promise<HTMLElement> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = phone.document.querySelector<HTMLElement>(selector);
    if (found) return found;
    await phone.frames(1);
  }
  throw new Error(`no ${selector}`);
}
const asked = (path: string) =>
  fixture.wechat.received
    .filter((one) => one.path === `/_simulator/${path}`)
    .map(({ body }) => JSON.parse(body) as object);

describe('wx.requestSubscribeMessage', () => {
  test('tells WeChat each answer of the payer', async () => {
    const result = call('requestSubscribeMessage', { tmplIds: ['A', 'B'] });
    await appear('.phone-ask');
    phone.document.querySelectorAll<HTMLInputElement>('.phone-ask-box')[1]?.click();
    (await appear('.phone-ask-agree')).click();
    expect(await result).toEqual({
      errMsg: 'requestSubscribeMessage:ok',
      A: 'accept',
      B: 'reject',
    });
    expect(asked('subscriptions')).toEqual([
      { openid: 'oPayer', templateId: 'A', answer: 'accept' },
      { openid: 'oPayer', templateId: 'B', answer: 'reject' },
    ]);
  });

  test('of nothing, or of too much, fails in WeChat’s words', async () => {
    expect(await call('requestSubscribeMessage', { tmplIds: [] })).toEqual({
      errMsg: "requestSubscribeMessage:fail TmplIds can't be empty",
      errCode: 10001,
    });
    const tmplIds = ['1', '2', '3', '4', '5', '6'];
    expect(await call('requestSubscribeMessage', { tmplIds })).toMatchObject({ errCode: 20003 });
  });

  test('a message that comes is shown once and opens its page', async () => {
    const result = call('requestSubscribeMessage', { tmplIds: ['C'] });
    (await appear('.phone-ask-agree')).click();
    await result;
    const banner = await appear('.phone-banner');
    expect(banner.textContent).toContain('¥128.01');
    banner.click();
    expect(phone.globals.getCurrentPages().at(-1)?.route).toBe('pages/second/second');
  });
});

describe('wx.openBusinessView', () => {
  const extraData = { transaction_id: '4200000001' };
  const open = () => call('openBusinessView', { businessType: 'weappOrderConfirm', extraData });

  test.each([
    ['agree', 'confirm', 'success'],
    ['refuse', 'cancel', 'cancel'],
  ])('brings the result back in both ways: %s', async (button, choice, status) => {
    const shown: unknown[] = [];
    phone.globals.wx.onAppShow?.((options: unknown) => shown.push(options));
    const result = open();
    (await appear(`.phone-ask-${button}`)).click();
    expect(await result).toEqual({
      errMsg: 'openBusinessView:ok',
      extraData: { status, errormsg: '', req_extradata: extraData },
    });
    expect(asked('receipts')).toEqual([{ openid: 'oPayer', ...extraData, choice }]);
    expect(shown).toMatchObject([
      { scene: 1038, referrerInfo: { appId: 'wx1183b055aeec94d1', extraData: { status } } },
    ]);
  });

  test('of another kind fails', async () => {
    const result = await call('openBusinessView', { businessType: 'wxpayScoreUse' });
    expect(result.errMsg).toMatch(/^openBusinessView:fail businessType wxpayScoreUse/);
  });
});
