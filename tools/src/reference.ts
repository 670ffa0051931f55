/**
 * Writes `docs/reference/sdk` from the SDK's declarations, or says which of its pages are out of date.
 *
 * Run: `npm run reference` to write; `node tools/src/reference.ts` to check.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeclarationFolder } from './read-declarations.ts';
import { renderReference } from './render-reference.ts';
import { root } from './sources.ts';

const home = join(root, 'docs', 'reference', 'sdk');

if (import.meta.main) {
  const pages = makeReference();
  const found = readCommitted();
  if (process.argv.includes('--write')) {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    for (const [file, text] of pages) writeFileSync(join(home, file), text);
    console.log(`reference: ${pages.size} pages written`);
  } else {
    const stale = stalePages(pages, found);
    for (const file of stale) console.error(`docs/reference/sdk/${file} is not what the SDK says`);
    if (stale.length > 0) console.error('Run npm run reference, and read what it changed.');
    console.log(`reference: ${pages.size} pages, ${stale.length} out of date`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  }
}

/** The files that differ, are missing, or are no longer made. */
export function stalePages(
  pages: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...pages.keys(), ...found.keys()])]
    .filter((file) => pages.get(file) !== found.get(file))
    .sort();
}

function readCommitted(): ReadonlyMap<string, string> {
  return new Map(
    globSync('*.md', { cwd: home }).map((file) => [file, readFileSync(join(home, file), 'utf8')]),
  );
}

/** Lets `tsc` write the declarations, and renders what the package's doors export. */
function makeReference(): ReadonlyMap<string, string> {
  const sdk = join(root, 'sdk');
  const { name, exports } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'yifen-declarations-'));
  try {
    const run = spawnSync(
      'tsc',
      ['-p', join(sdk, 'tsconfig.build.json'), '--emitDeclarationOnly', '--outDir', folder],
      { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (run.status !== 0) throw new Error(`the SDK does not compile:\n${run.stdout}`);
    const declarations = new DeclarationFolder(folder);
    const doors = Object.entries<string>(exports).map(([door, source]) => ({
      door: door.replace('.', name),
      module: source.replace(/^\.\/src\/(.*)\.ts$/, '$1'),
    }));
    return renderReference(
      doors.flatMap(({ door, module }) => declarations.exportsOf(module, door)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
