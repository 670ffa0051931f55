import { expect, test } from 'vitest';
import { ConfigError } from './errors/config-error.ts';
import { createMerchantKeys } from './merchant-keys.ts';

const signer = { sign: async () => '' };
const key = (serial: string, notBeforeMs = 0) => ({ serial, signer, notBeforeMs });

function refusal(...serials: string[]): ConfigError {
  try {
    createMerchantKeys(serials.map((serial) => key(serial)));
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('expected a ConfigError');
}

test('of the certificates whose time has come the one whose time came last signs, in any order given', () => {
  const [first, second, third] = [key('A1', 10), key('B2', 20), key('C3', 30)];
  for (const keys of [
    [first, second, third],
    [third, second, first],
    [second, third, first],
  ]) {
    const { at } = createMerchantKeys(keys);
    expect([9, 10, 19, 20, 29, 30, 99].map((nowMs) => at(nowMs).serial)).toEqual([
      ...['A1', 'A1', 'A1', 'B2', 'B2', 'C3', 'C3'],
    ]);
  }
});

test.each([
  ['408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB x'],
  ['x 408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB'],
  ['PUB_KEY_ID_0114232134912410000000000000'],
  [''],
])('the serial %j is none, and the error says where the right one is', (serial) => {
  const { option, message, advice } = refusal(serial);
  expect(option).toBe('merchantSerial');
  expect(message).toBe(
    'merchantSerial: it is not a hex serial. Give the serial of the merchant API certificate, apiclient_cert.pem.',
  );
  expect(advice.zh).toContain('apiclient_cert.pem');
});

test('one serial is taken once, whatever its case, and none is too few', () => {
  expect(refusal('AB', 'ab').message).toContain('one serial is given twice.');
  expect(refusal().message).toContain('no merchant key is given.');
});
