import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameBuiltFiles, type PackedSdk, packSdk } from './pack-sdk.ts';

let folder: string;
let packed: PackedSdk;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yifen-packed-'));
  packed = packSdk(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('packs code and declarations, and no test, no source, no setting', () => {
  const strange = packed.files.filter(
    (file) => !/^(?:.*\.js|.*\.d\.ts|package\.json|LICENSE|README[^/]*\.md)$/.test(file),
  );
  expect(strange).toEqual([]);
  expect(packed.files.filter((file) => /\.test\.|testing/.test(file))).toEqual([]);
  expect(packed.files).toEqual(
    expect.arrayContaining(['index.js', 'index.d.ts', 'LICENSE', 'README.md']),
  );
});

it('takes no more than 1 MB when it is installed', () => {
  expect(packed.unpackedBytes).toBeLessThanOrEqual(1_000_000);
});

it('has nothing to say for publint', async () => {
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(readFileSync(packed.tarball)).buffer },
    strict: true,
  });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

/**
 * CommonJS loads these ES modules by `require`, which every supported Node can: that is the one thing
 * attw says. It also tries the resolution of TypeScript before 4.7, which knows no `exports`.
 */
it('has types that fit the code under every door, in both module systems', async () => {
  const result = await checkPackage(
    createPackageFromTarballData(new Uint8Array(readFileSync(packed.tarball))),
  );
  if (!result.types) throw new Error('attw found no types');
  const unexpected = result.problems.filter(
    (problem) =>
      problem.kind !== 'CJSResolvesToESM' &&
      !(problem.kind === 'NoResolution' && problem.resolutionKind === 'node10'),
  );
  expect(unexpected).toEqual([]);
  expect(Object.keys(result.entrypoints)).toEqual(expect.arrayContaining(['.', './express']));
});

it('names the built files in declarations, and nothing but them', () => {
  expect(nameBuiltFiles("import type { A } from './a.ts';\nexport * from '../b.ts';")).toBe(
    "import type { A } from './a.js';\nexport * from '../b.js';",
  );
  expect(nameBuiltFiles("a: import('./a.ts').A; import type { K } from 'node:crypto';")).toBe(
    "a: import('./a.js').A; import type { K } from 'node:crypto';",
  );
});
