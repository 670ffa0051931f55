/**
 * Type-checks every TypeScript project of the repository: Node code, browser code and mini-programs
 * have different globals, so each has a `tsconfig.json` of its own.
 *
 * Run: `npm run types`.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { root } from './sources.ts';

const projects = globSync(
  ['tsconfig.json', '*/tsconfig.json', '*/*/tsconfig.json', '*/src/**/tsconfig.json'],
  {
    cwd: root,
    exclude: ['**/node_modules', '**/dist'],
  },
).sort();

const failed = projects.filter(
  (project) =>
    spawnSync('tsc', ['-p', project], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    }).status !== 0,
);

console.log(`types: ${projects.length} projects, ${failed.length} with errors`);
process.exitCode = failed.length === 0 ? 0 : 1;
