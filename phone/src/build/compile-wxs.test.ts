import { expect, test } from 'vitest';
import { compileWxs, requiredScripts } from './compile-wxs.ts';

test('a constructor that is read becomes a question for the type’s name', () => {
  expect(compileWxs("if (a.b.constructor === 'Array') {}")).toBe(
    "if (__wxsTypeOf(a.b) === 'Array') {}",
  );
  expect(compileWxs("f(x.constructor.length, y['constructor'])")).toBe(
    "f(__wxsTypeOf(x).length, y['constructor'])",
  );
});

test('a pattern’s backslashes survive, the escapes of JavaScript stay what they are', () => {
  expect(compileWxs("getRegExp('\\d+\\s')")).toBe("getRegExp('\\\\d+\\\\s')");
  expect(compileWxs("'a\\n\\u4e2d'")).toBe("'a\\n\\u4e2d'");
});

test('requires are found whatever quotes they use', () => {
  expect(requiredScripts(`require('./a.wxs'); require("/b")`)).toEqual(['./a', '/b']);
});

test('a script that cannot be parsed says where', () => {
  expect(() => compileWxs('var a = ;')).toThrow(
    expect.objectContaining({ loc: { line: 1, column: 8 } }),
  );
});
