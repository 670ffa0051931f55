import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate made for a test, with its key. */
export interface IssuedCertificate {
  readonly pem: string;
  /** Upper-case hex. */
  readonly serial: string;
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  readonly untilMs: number;
}

/** Issues a self-signed X.509 certificate, so that no private key has to lie in the repository. */
export function issueCertificate(fields: {
  readonly commonName: string;
  /** Upper-case hex of 40 digits, the first below 8. */
  readonly serial: string;
  readonly from: string;
  readonly until: string;
}): IssuedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
  const commonName = sequence(
    der(0x06, Buffer.from('550403', 'hex')),
    der(0x0c, Buffer.from(fields.commonName)),
  );
  const name = sequence(der(0x31, commonName));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(fields.serial, 'hex')),
    algorithm,
    name,
    sequence(time(fields.from), time(fields.until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]);
  const whole = sequence(content, algorithm, der(0x03, signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    serial: fields.serial,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
    untilMs: Date.parse(fields.until),
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function time(text: string): Buffer {
  return der(0x18, Buffer.from(`${new Date(text).toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`));
}

function der(tag: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const length = content.length;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
