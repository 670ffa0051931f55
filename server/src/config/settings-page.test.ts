import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/settings.md'), 'utf8');
const code = ['parse-config.ts', 'read-after-payment.ts', 'settings-reader.ts']
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n');
const names = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

it('the settings page names every setting, and no other', () => {
  const documented = names(page, /^\| `([A-Z][A-Z0-9_]+)`/gm);
  const read = names(code, /'((?:YIFEN|WECHAT|WECHATPAY|OTEL)_[A-Z0-9_]+)'/g);
  expect(documented).toEqual(read);
});
