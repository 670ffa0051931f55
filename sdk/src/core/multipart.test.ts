import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeMultipart } from './multipart.ts';

const content = Buffer.from([0, 13, 10, 45, 45, 255]);
const sha256 = createHash('sha256').update(content).digest('hex');

test('an upload is the meta part, then the file, byte for byte', () => {
  const written = writeMultipart({ filename: 'a.jpg', contentType: 'image/jpeg', content });
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(written.contentType)?.[1];
  expect(written.meta).toBe(`{"filename":"a.jpg","sha256":"${sha256}"}`);
  const expected = [
    `--${boundary}\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n`,
    `${written.meta}\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
    content,
    `\r\n--${boundary}--\r\n`,
  ].map((part) => Buffer.from(part));
  expect(Buffer.from(written.bytes).equals(Buffer.concat(expected))).toBe(true);
});

test('a hostile file name ends neither its quotes nor its line, and meta keeps it whole', () => {
  const filename = 'a"\r\nX: 1\r\n\r\n凭证.png';
  const { bytes, meta } = writeMultipart({ filename, contentType: 'image/png', content });
  expect(JSON.parse(meta)).toEqual({ filename, sha256 });
  expect(Buffer.from(bytes).toString()).toContain(
    'filename="a%22%0D%0AX: 1%0D%0A%0D%0A凭证.png"\r\n',
  );
});

test('more members of meta are signed with the rest', () => {
  const file = { filename: 'a.mp4', contentType: 'video/mp4', content };
  expect(JSON.parse(writeMultipart(file, { kind: 'x' }).meta)).toEqual({
    filename: 'a.mp4',
    sha256,
    kind: 'x',
  });
});
