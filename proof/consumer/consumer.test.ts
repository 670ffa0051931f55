import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Consumer, findRuntimes, installPacked, run } from './install-packed.ts';

let consumer: Consumer;
let simulator: Simulator;

beforeAll(async () => {
  consumer = installPacked();
  simulator = await createSimulator();
}, 120_000);
afterAll(async () => {
  consumer?.remove();
  await simulator?.close();
});

it('installs one package and nothing else', () => {
  expect(consumer.packages()).toEqual([join('@yifen', 'wechatpay', 'package.json')]);
});

it('takes no more than 1 MB', () => {
  expect(consumer.installedBytes()).toBeGreaterThan(100_000);
  expect(consumer.installedBytes()).toBeLessThanOrEqual(1_000_000);
});

it('is typed for ES modules and for CommonJS, library files checked too', () => {
  const modules = join(import.meta.dirname, '..', '..', 'node_modules');
  const settings = {
    compilerOptions: {
      target: 'ES2024',
      module: 'NodeNext',
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(modules, '@types')],
    },
    include: ['*.mts', '*.cts'],
  };
  writeFileSync(join(consumer.folder, 'tsconfig.json'), JSON.stringify(settings));
  expect(run('tsc', ['-p', '.', '--pretty', 'false'], consumer.folder)).toBe('');
});

describe.each(findRuntimes())('on $name', ({ name, path }) => {
  it('is imported, and takes a payment from order to notification', async () => {
    const child = spawn(path, ['purchase.mjs', simulator.url], {
      cwd: consumer.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [printed, complaints] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      child.exitCode ?? once(child, 'exit'),
    ]);
    expect(complaints).toBe('');
    expect(JSON.parse(printed)).toEqual({
      node: expect.stringMatching(new RegExp(`^${name.replace('node', '')}\\.`)),
      errMsg: 'requestPayment:ok',
      trade_state: 'SUCCESS',
      event_type: 'TRANSACTION.SUCCESS',
      sameOrder: true,
    });
  });

  it('is required by CommonJS', () => {
    expect(JSON.parse(run(path, ['required.cjs'], consumer.folder))).toEqual({
      create: 'function',
      text: 'GET\n/v3/certificates\n1\nn\n\n',
    });
  });
});
