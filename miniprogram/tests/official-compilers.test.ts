import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { compileWithWeChat } from './compile-with-wechat';

const root = fileURLToPath(new URL('../shop/miniprogram/', import.meta.url));

/** WeChat ships wcc and wcsc as programs for these machines only. */
const runs =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  (process.platform === 'linux' && process.arch === 'x64');

const scratch: string[] = [];
afterEach(() => {
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true });
});

function copyWith(file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'yifen-shop-'));
  scratch.push(folder);
  cpSync(root, folder, { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

test.runIf(runs)("WeChat's own compilers accept every template and style sheet", () => {
  const compiled = compileWithWeChat(root);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  expect(compiled.templates).toEqual(files.filter((path) => path.endsWith('.wxml')));
  expect(compiled.styles).toEqual(files.filter((path) => path.endsWith('.wxss')));
});

test.runIf(runs)("WeChat's own compilers refuse a broken template and a broken style sheet", () => {
  const template = copyWith('pages/shop/shop.wxml', '<view wx:if="{{a">');
  expect(() => compileWithWeChat(template)).toThrow(/shop\.wxml/);
  const style = copyWith('pages/shop/shop.wxss', '.a { color: red; }}');
  expect(() => compileWithWeChat(style)).toThrow(/shop\.wxss/);
  const selector = copyWith('components/price/price.wxss', 'button { color: red; }');
  expect(() => compileWithWeChat(selector)).toThrow(/price\.wxss/);
});
