import { expect, it } from 'vitest';
import { askPhoneNumber } from './phone-number.ts';

const numbers = { code: 'c', encryptedData: 'e', iv: 'i' };

function phone(confirm: boolean, answer: () => Promise<unknown> = async () => numbers) {
  const asked: unknown[] = [];
  const host = {
    openid: 'oPayer',
    appid: undefined,
    appName: '一分小店',
    templateTitle: (id: string) => id,
    resolveUrl: () => null,
    send: () => Promise.reject(new Error('not asked for')),
    reportConsole: () => undefined,
    askWeChat: (path: string, body: object) => {
      asked.push([path, body]);
      return answer();
    },
  };
  const screen = { modal: async () => ({ confirm, cancel: !confirm, content: '' }) };
  return { asked, detail: askPhoneNumber(host, screen) };
}

it('hands over code and encrypted number once the payer agreed', async () => {
  const { asked, detail } = phone(true);
  expect(await detail).toEqual({ errMsg: 'getPhoneNumber:ok', ...numbers });
  expect(asked).toEqual([['phone-numbers', { openid: 'oPayer' }]]);
});

it('asks WeChat nothing when the payer refuses', async () => {
  const { asked, detail } = phone(false);
  expect(await detail).toEqual({ errMsg: 'getPhoneNumber:fail user deny' });
  expect(asked).toEqual([]);
});

it('tells the page when WeChat does not answer', async () => {
  const { detail } = phone(true, () => Promise.reject(new Error('502')));
  expect(await detail).toEqual({ errMsg: 'getPhoneNumber:fail system error' });
});
