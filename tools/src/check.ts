/**
 * Runs every check of the house: types, lint, rooms, effects, sizes, docs, reference, unused code.
 *
 * Run: `npm run check`. All checks run even if one fails, so that one run tells everything.
 */
import { spawnSync } from 'node:child_process';
import { root } from './sources.ts';

const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['types', ['node', 'tools/src/types.ts']],
  ['lint', ['biome', 'check', '--error-on-warnings', '.']],
  ['rooms', ['node', 'tools/src/rooms.ts']],
  ['effects', ['node', 'tools/src/effects.ts']],
  ['sizes', ['node', 'tools/src/sizes.ts']],
  ['docs', ['node', 'tools/src/docs.ts']],
  ['reference', ['node', 'tools/src/reference.ts']],
  ['unused code', ['knip']],
];

const failed = checks.filter(([name, command]) => {
  console.log(`\n— ${name}`);
  const [program = '', ...args] = command;
  return (
    spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
      .status !== 0
  );
});

if (failed.length > 0) {
  console.error(`\nfailed: ${failed.map(([name]) => name).join(', ')}`);
  process.exitCode = 1;
} else {
  console.log('\nall checks passed');
}
