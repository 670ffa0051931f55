import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DeclarationFolder } from './read-declarations.ts';
import { stalePages } from './reference.ts';
import { renderReference } from './render-reference.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yifen-reference-'));
  mkdirSync(join(folder, 'core'));
  writeFileSync(
    join(folder, 'index.d.ts'),
    "export { type Key, open as unlock } from './core/open.ts';\nexport { Lost } from './core/again.ts';\n",
  );
  writeFileSync(
    join(folder, 'core/again.d.ts'),
    "export { LostError as Lost } from './open.ts';\n",
  );
  writeFileSync(
    join(folder, 'core/open.d.ts'),
    `/** Not for others. */
interface Inner {}
/** A key. */
export interface Key extends Inner {
    /** Its serial. */
    readonly serial: string;
}
/**
 * Opens it. Twice is allowed.
 *
 * @throws LostError when
 * the key is gone
 */
export declare function open(key: Key): boolean;
export declare function open(key: string): boolean;
export declare class LostError extends Error {
}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('follows every public name to its declaration, and takes all overloads', () => {
  const found = new DeclarationFolder(folder).exportsOf('index', '@a/b');
  expect(found.map(({ name, kind, module }) => [name, kind, module])).toEqual([
    ['Key', 'interface', 'core/open'],
    ['unlock', 'function', 'core/open'],
    ['Lost', 'class', 'core/open'],
  ]);
  expect(found[1]?.text).toBe(
    'function open(key: Key): boolean;\nfunction open(key: string): boolean;',
  );
  expect(found[0]?.text).toContain('  /** Its serial. */\n  readonly serial: string;');
});

it('writes a page per room, with tags as a list, and an index of first sentences', () => {
  const pages = renderReference(new DeclarationFolder(folder).exportsOf('index', '@a/b'));
  expect([...pages.keys()]).toEqual(['README.md', 'core.md']);
  expect(pages.get('README.md')).toContain('| [`unlock`](core.md#unlock) | Opens it. |');
  expect(pages.get('core.md')).toContain('- **throws** LostError when the key is gone');
});

it('says which pages differ, are missing, or are no longer made', () => {
  const pages = new Map([
    ['a.md', '1'],
    ['b.md', '2'],
    ['c.md', '3'],
  ]);
  const found = new Map([
    ['a.md', '1'],
    ['b.md', 'x'],
    ['d.md', '4'],
  ]);
  expect(stalePages(pages, found)).toEqual(['b.md', 'c.md', 'd.md']);
});
