import { createCipheriv } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificate } from '../testing/certificate.ts';
import { apiV3Key } from '../testing/test-wechat.ts';
import { createAeadKey } from './aead-key.ts';
import { DecryptionError } from './errors/decryption-error.ts';
import { openCertificates } from './open-certificates.ts';

const key = createAeadKey(apiV3Key);
const nonce = '61f9c719728a';

function seal(plain: string, associated_data = 'certificate') {
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(associated_data));
  const sealed = [cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const ciphertext = Buffer.concat(sealed).toString('base64');
  return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data, ciphertext };
}

const item = {
  serial_no: certificate.serial,
  effective_time: '2026-01-01T00:00:00+08:00',
  expire_time: '2031-01-01T00:00:00+08:00',
  encrypt_certificate: seal(certificate.pem),
};
const open = (...data: unknown[]) => openCertificates(Buffer.from(JSON.stringify({ data })), key);
const withBox = (change: object) =>
  open({ ...item, encrypt_certificate: { ...item.encrypt_certificate, ...change } });

test('a list of certificates is opened, each under the serial it was listed by', () => {
  const { encrypt_certificate: _, ...rest } = item;
  const opened = open(item, { ...item, serial_no: certificate.serial.toLowerCase() });
  expect(opened).toEqual([
    { ...rest, certificate: certificate.pem },
    { ...rest, serial_no: certificate.serial.toLowerCase(), certificate: certificate.pem },
  ]);
  expect(Object.isFrozen(opened) && Object.isFrozen(opened?.[0])).toBe(true);
  expect(open()).toEqual([]);
});

test.each([undefined, null, 1])('associated data of %o is none', (associated_data) => {
  expect(withBox({ ...seal(certificate.pem, ''), associated_data })).toHaveLength(1);
});

test.each([
  { serial_no: 1 },
  { serial_no: 'AB' },
  { effective_time: 1 },
  { expire_time: undefined },
  { encrypt_certificate: undefined },
  { encrypt_certificate: 'text' },
  { encrypt_certificate: seal('no certificate') },
])('one entry that is wrong makes the whole list worthless: %o', (change) => {
  expect(open(item, { ...item, ...change })).toBeUndefined();
});

test.each([{ algorithm: 'AES' }, { ciphertext: 1 }, { nonce: undefined }])(
  'a box that is none is not opened: %o',
  (change) => {
    expect(withBox(change)).toBeUndefined();
  },
);

test('what is no list is undefined, and another APIv3 key is an error', () => {
  for (const body of ['', '[]', '{}', '{"data":{}}', '{"data":[1]}', '{"data":[null]}']) {
    expect(openCertificates(Buffer.from(body), key)).toBeUndefined();
  }
  expect(() => withBox({ nonce: '61f9c719728b' })).toThrow(DecryptionError);
});
