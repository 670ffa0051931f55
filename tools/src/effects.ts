/**
 * Finds clocks, randomness, timers, network, files, processes and environment outside the files
 * that own them (the second table of `ARCHITECTURE.md`).
 *
 * Run: `npm run effects`. Exit code 1 and one line per finding.
 */
import { readArchitecture } from './architecture.ts';
import { findEffects } from './find-effects.ts';
import { isTest, readSources, roomPath, root, type Source } from './sources.ts';

const checkedPackages = ['sdk', 'server', 'simulator', 'contract'];
/** Runs in the browser, where the effects are the page's own. */
const browserFolders = ['simulator/src/desk/page/'];

if (import.meta.main) {
  const sources = readSources(checkedPackages).filter(
    ({ path }) => !isTest(path) && !browserFolders.some((folder) => path.startsWith(folder)),
  );
  const findings = checkEffects(sources, readArchitecture(root).effectOwners);
  for (const finding of findings) console.error(finding);
  console.log(`effects: ${sources.length} files, ${findings.length} effects outside their owners`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/** Says in one line each which effects stand outside their owners. */
export function checkEffects(sources: readonly Source[], owners: readonly string[]): string[] {
  return sources
    .filter(({ path }) => !owners.some((owner) => isOwnedBy(roomPath(path), owner)))
    .flatMap((source) =>
      findEffects(source).map(
        ({ name, line }) => `${source.path}:${line} uses ${name}: take it as an argument`,
      ),
    );
}

function isOwnedBy(path: string, owner: string): boolean {
  return path === owner || path.startsWith(`${owner}/`);
}
