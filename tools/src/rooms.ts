/**
 * Checks every import of the repository against the table in `ARCHITECTURE.md`.
 *
 * Run: `npm run rooms`. Exit code 1 and one line per forbidden import.
 */
import { type Architecture, readArchitecture } from './architecture.ts';
import { type Edge, findEdges } from './find-edges.ts';
import { isTest, packages, readSources, root, type Source } from './sources.ts';

/** Declared once at the root, for the tests of every package. */
const rootTestLibraries = { vitest: '', 'fast-check': '', 'playwright-core': '' };
const ours = new Map([...packages].map(([folder, manifest]) => [manifest.name, folder]));

if (import.meta.main) {
  const sources = readSources([...packages.keys()].filter((folder) => folder !== 'miniprogram'));
  const findings = checkRooms(sources, readArchitecture(root));
  for (const finding of findings) console.error(finding);
  console.log(`rooms: ${sources.length} files, ${findings.length} forbidden imports`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/** Says in one line each which imports the table does not allow. */
export function checkRooms(sources: readonly Source[], architecture: Architecture): string[] {
  return sources.flatMap((source) =>
    findEdges(source)
      .map((edge) => ({ edge, problem: problemOf(edge, isTest(source.path), architecture) }))
      .filter(({ problem }) => problem !== null)
      .map(({ edge, problem }) => `${source.path}:${edge.line} imports ${edge.to}: ${problem}`),
  );
}

function problemOf(edge: Edge, inTest: boolean, architecture: Architecture): string | null {
  const folder = edge.from.split('/')[0] ?? '';
  const target = targetOf(edge, folder);
  if (target.kind === 'inner') return 'across packages only the index is a door';
  if (target.kind === 'undeclared') return `package.json of ${folder} does not declare it`;
  if (inTest) {
    return folder === 'simulator' && target.name === 'sdk'
      ? 'the simulator never imports the SDK'
      : null;
  }
  const room = roomOf(edge.from, architecture);
  if (room === null) return `${edge.from} stands in no room of ARCHITECTURE.md`;
  if (isInside(target.name, room.room) && roomOf(target.name, architecture) === room) return null;
  const allowed = room.allowed.filter((rule) => matches(target, rule.name));
  if (allowed.some((rule) => !rule.typesOnly || edge.typesOnly)) return null;
  return allowed.length > 0
    ? `${room.room} may import its types only`
    : `${room.room} may not enter`;
}

type Target = {
  readonly kind: 'room' | 'node' | 'library' | 'inner' | 'undeclared';
  readonly name: string;
};

function targetOf(edge: Edge, folder: string): Target {
  if (edge.relative) {
    const crosses = !isInside(edge.to, folder);
    return { kind: crosses ? 'inner' : 'room', name: edge.to };
  }
  if (edge.to.startsWith('node:')) return { kind: 'node', name: edge.to };
  const name = packageName(edge.to);
  const manifest = packages.get(folder);
  const declared = {
    ...manifest?.dependencies,
    ...manifest?.devDependencies,
    ...rootTestLibraries,
  };
  const own = ours.get(name);
  if (!(name in declared)) return { kind: 'undeclared', name };
  if (own === undefined) return { kind: 'library', name };
  return { kind: edge.to === name ? 'room' : 'inner', name: own };
}

function matches(target: Target, allowed: string): boolean {
  if (target.kind === 'node') return allowed === 'node:*' || allowed === target.name;
  if (target.kind === 'library') return allowed === 'libraries';
  if (allowed.endsWith('/*')) return isInside(target.name, allowed.slice(0, -2));
  return target.name === allowed || (allowed.includes('/') && isInside(target.name, allowed));
}

/** The most specific room that a path stands in. */
function roomOf(path: string, architecture: Architecture) {
  const holding = architecture.rooms.filter((rule) => isInside(path, rule.room));
  return holding.sort((a, b) => b.room.length - a.room.length)[0] ?? null;
}

function isInside(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
