import { expect, test } from 'vitest';
import { createAeadKey } from './aead-key.ts';
import { ConfigError } from './errors/config-error.ts';

const current = 'a'.repeat(32);
const next = `${'b'.repeat(31)}~`;

test('one key is one key, two are the current and then the next, byte for byte', () => {
  const bytes = (key: ReturnType<typeof createAeadKey>) =>
    key.map((one) => one.export().toString());
  expect(bytes(createAeadKey(current))).toEqual([current]);
  expect(bytes(createAeadKey({ current, next }))).toEqual([current, next]);
});

test.each(['', 'a'.repeat(31), 'a'.repeat(33), `${'a'.repeat(31)} `, `${'a'.repeat(31)}é`, 1])(
  '%j is refused in a sentence, with the remedy',
  (text) => {
    for (const key of [text, { current: text, next }, { current, next: text }]) {
      const attempt = () => createAeadKey(key as string);
      expect(attempt).toThrow(ConfigError);
      expect(attempt).toThrow('apiV3Key: it is not 32 ASCII characters.');
      expect(attempt).toThrow(
        expect.objectContaining({
          advice: {
            zh: expect.stringContaining('32 位'),
            en: expect.stringContaining('32 characters'),
          },
        }),
      );
    }
  },
);
