import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFixture } from './fixture.ts';
import { type JsdomPhone, openInJsdom } from './jsdom-phone.ts';

interface Result {
  readonly errMsg: string;
}

const goodParams = {
  timeStamp: '1554208460',
  nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'good',
};

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

/** Calls it and answers how it ends; the promise does not settle when WeChat is killed. */
const pay = (params: object): Promise<Result> =>
  new Promise((complete) => phone.globals.wx.requestPayment?.({ ...params, complete }));
const button = async (name: string): Promise<HTMLElement> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const all = phone.document.querySelectorAll<HTMLElement>('.phone-screen button');
    const found = [...all].find(
      (one) =>
        one.closest('[hidden]') === null &&
        (one.getAttribute('aria-label') === name || one.textContent === name),
    );
    if (found) return found;
    await phone.frames(1);
  }
  throw new Error(`no button ${name}`);
};
const press = async (...names: string[]) => {
  for (const name of names) (await button(name)).click();
};
const pin = ['1', '2', '3', '4', '5', '6'];

test('refuses wrong types before it asks WeChat, in the base library’s words', async () => {
  const { package: _, ...withoutPackage } = goodParams;
  expect(await pay({ ...withoutPackage, timeStamp: 1554208460 })).toEqual({
    errMsg:
      'requestPayment:fail parameter error: parameter.timeStamp should be String instead of Number;parameter.package should be String instead of Undefined;',
  });
  expect(fixture.wechat.received).toEqual([]);
});

test('hands the five parameters on unchanged and says ok after the password', async () => {
  const end = pay(goodParams);
  await press(...pin, '完成');
  expect(await end).toEqual({ errMsg: 'requestPayment:ok' });
  const [opened, chosen] = fixture.wechat.received;
  expect(JSON.parse(opened?.body ?? '')).toEqual({ openid: 'oPayer', ...goodParams });
  expect(chosen).toMatchObject({
    path: '/_simulator/cashiers/cashier1/choice',
    body: '{"choice":"pay"}',
  });
});

test('shows merchant, amount and goods, and says that no money moves', async () => {
  const end = pay(goodParams);
  const close = await button('关闭');
  const text = phone.document.querySelector('.phone-pay')?.textContent ?? '';
  for (const part of ['一分小店', '¥128.01', '龙井茶 × 1', '零钱', '不会真实扣款']) {
    expect(text).toContain(part);
  }
  close.click();
  await end;
});

test('says cancel when the sheet is closed', async () => {
  const end = pay(goodParams);
  await press('关闭');
  expect(await end).toEqual({ errMsg: 'requestPayment:fail cancel' });
  expect(phone.document.querySelector('.phone-pay')).toBeNull();
});

test('a wrong password is said, and the payer can try again', async () => {
  const end = pay(goodParams);
  await press('0', '0', '0', '0', '0', '0');
  await button('重试');
  expect(phone.document.querySelector('.phone-modal')?.textContent).toContain('支付密码错误');
  expect(fixture.wechat.received).toHaveLength(1);
  await press('重试', ...pin, '完成');
  expect(await end).toEqual({ errMsg: 'requestPayment:ok' });
  expect(fixture.wechat.received.at(-1)?.body).toBe('{"choice":"pay"}');
});

test('zeros among other digits are no wrong password', async () => {
  const end = pay(goodParams);
  await press('0', '0', '删除', '0', '1', '0', '0', '0', '完成');
  expect(await end).toEqual({ errMsg: 'requestPayment:ok' });
});

test('a card without money is refused, and giving up then is told to WeChat as that', async () => {
  const end = pay(goodParams);
  await press('¥零钱 ›', '建设银行储蓄卡（6666，余额不足）', ...pin);
  await button('重试');
  expect(phone.document.querySelector('.phone-modal')?.textContent).toContain('余额不足');
  await press('重试', '关闭');
  expect(await end).toEqual({ errMsg: 'requestPayment:fail cancel' });
  expect(fixture.wechat.received.at(-1)?.body).toBe('{"choice":"not-enough"}');
});

test('another card pays as well', async () => {
  const end = pay(goodParams);
  await press('¥零钱 ›', '招商银行储蓄卡（8888）', ...pin, '完成');
  expect(await end).toEqual({ errMsg: 'requestPayment:ok' });
});

test('five digits and a correction do not pay', async () => {
  const end = pay(goodParams);
  await press('1', '2', '3', '4', '5', '删除', '6');
  expect(fixture.wechat.received).toHaveLength(1);
  await press('关闭');
  await end;
});

test('shows WeChat’s dialog for a wrong paySign, and the mini-program learns only cancel', async () => {
  const end = pay({ ...goodParams, paySign: 'bad' });
  const close = await button('知道了');
  expect(phone.document.querySelector('.phone-modal')?.textContent).toContain('支付验证签名失败');
  close.click();
  expect(await end).toEqual({ errMsg: 'requestPayment:fail cancel' });
});

test('never calls back when WeChat was killed after paying', async () => {
  let called = false;
  void pay(goodParams).then(() => {
    called = true;
  });
  await press('练习', '付款后杀掉微信（没有回调）');
  await button('重新打开小程序');
  expect(fixture.wechat.received.at(-1)?.body).toBe('{"choice":"pay-then-kill"}');
  expect(called).toBe(false);
});
