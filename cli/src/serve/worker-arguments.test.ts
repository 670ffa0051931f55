import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { workerArguments } from './worker-arguments.ts';

const gigabyte = 2 ** 30;
const both = ['--max-semi-space-size=16', '--max-old-space-size=1024'];

test('workers are held small on a large machine', () => {
  expect(workerArguments(['--enable-source-maps'], '', 4 * gigabyte)).toEqual([
    ...both,
    '--enable-source-maps',
  ]);
});

test('on a small machine V8 chooses the smaller heap itself', () => {
  expect(workerArguments([], '', gigabyte / 2)).toEqual(['--max-semi-space-size=16']);
});

test.each([
  [['--max-old-space-size=4096'], '', ['--max-semi-space-size=16', '--max-old-space-size=4096']],
  [['--max_old_space_size=4096'], '', ['--max-semi-space-size=16', '--max_old_space_size=4096']],
  [[], '--max-old-space-size=4096', ['--max-semi-space-size=16']],
  [[], '--max-semi-space-size=64', ['--max-old-space-size=1024']],
])('who names a size has it: %j with NODE_OPTIONS %j', (own, options, expected) => {
  expect(workerArguments(own, options, 4 * gigabyte)).toEqual(expected);
});

test('Node takes what is given', async () => {
  const script = 'require("node:v8").getHeapStatistics().heap_size_limit';
  const { stdout } = await promisify(execFile)(process.execPath, [...both, '-p', script]);
  expect(Number(stdout)).toBeLessThan(1.5 * gigabyte);
  expect(Number(stdout)).toBeGreaterThanOrEqual(gigabyte);
});
