import { describe, expect, it } from 'vitest';
import { parseArchitecture, readArchitecture } from './architecture.ts';
import { checkEffects } from './effects.ts';
import { checkRooms } from './rooms.ts';
import { root } from './sources.ts';

const architecture = readArchitecture(root);
const rooms = (path: string, text: string) => checkRooms([{ path, text }], architecture);
const effects = (text: string, path = 'server/src/flows/x.ts') =>
  checkEffects([{ path, text }], architecture.effectOwners);

describe('rooms', () => {
  it('lets a room import itself and what its row names', () => {
    expect(
      rooms('sdk/src/http/a.ts', "import { b } from './b.ts'; import { c } from '../core/c.ts';"),
    ).toEqual([]);
    expect(rooms('server/src/platform/a.ts', "import { x } from '@yifen/wechatpay';")).toEqual([]);
  });

  it.each([
    ['the SDK core reaching up', 'sdk/src/core/a.ts', "import { x } from '../http/x.ts';"],
    ['the ledger importing a library', 'server/src/ledger/a.ts', "import { z } from 'undici';"],
    ['a flow importing the store', 'server/src/flows/a.ts', "import { x } from '../store/x.ts';"],
    [
      'a flow reaching the store dynamically',
      'server/src/flows/a.ts',
      "await import('../store/x.ts');",
    ],
    ['a re-export through a side door', 'server/src/flows/a.ts', "export * from '../http/x.ts';"],
    [
      'an inner file of another package',
      'cli/src/a.ts',
      "import { x } from '../../sdk/src/core/x.ts';",
    ],
    [
      'an inner path of another package',
      'cli/src/a.ts',
      "import { x } from '@yifen/wechatpay/src/core/x.ts';",
    ],
    [
      'the simulator importing the SDK',
      'simulator/src/http/a.ts',
      "import { x } from '@yifen/wechatpay';",
    ],
    [
      'a simulator test reaching into the SDK',
      'simulator/src/a.test.ts',
      "import { x } from '../../sdk/src/x.ts';",
    ],
    ['an undeclared library', 'server/src/store/a.ts', "import x from 'left-pad';"],
    [
      'a value where only types may cross',
      'server/src/ports.ts',
      "import { x } from './ledger/x.ts';",
    ],
  ])('refuses %s', (_, path, text) => {
    expect(rooms(path, text)).toHaveLength(1);
  });

  it('lets types cross where the row says types', () => {
    expect(rooms('server/src/ports.ts', "import type { x } from './ledger/x.ts';")).toEqual([]);
  });

  it('refuses a page without tables rather than checking nothing', () => {
    expect(() => parseArchitecture('# nothing')).toThrow('no table "rooms"');
  });
});

describe('effects', () => {
  it.each([
    'const t = Date.now();',
    'const t = new Date();',
    'const r = Math.random();',
    'setTimeout(() => {}, 1);',
    "const f = fetch('x');",
    'const e = process.env.X;',
    "import { readFile } from 'node:fs/promises';",
    "import { randomBytes } from 'node:crypto';",
    'const u = globalThis.crypto.randomUUID(); crypto.randomUUID();',
  ])('finds %s', (text) => {
    expect(effects(text)).toHaveLength(1);
  });

  it.each([
    'export const at = (ms: number) => new Date(ms).toISOString();',
    'export const f = (fetch: () => void) => fetch();',
    'export const g = ({ setTimeout }: { setTimeout: () => void }) => setTimeout();',
    'export const h = (ports: { fetch: () => void }) => ports.fetch();',
    "import { createHash } from 'node:crypto'; export const d = createHash;",
    "import type { Stats } from 'node:fs'; export type S = Stats;",
    'export interface P { process: string }',
  ])('leaves alone %s', (text) => {
    expect(effects(text)).toEqual([]);
  });

  it('leaves the owners alone', () => {
    expect(effects('const t = Date.now();', 'sdk/src/system.ts')).toEqual([]);
    expect(effects('const t = Date.now();', 'server/src/store/pool.ts')).toEqual([]);
  });
});
