import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One TypeScript source of the repository. */
export interface Source {
  /** Path from the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The repository's root: the folder above `tools/`. */
export const root = join(import.meta.dirname, '..', '..');

/** The packages of the repository: folder name to package name, as their `package.json` say. */
export const packages: ReadonlyMap<string, PackageManifest> = new Map(
  globSync('*/package.json', { cwd: root }).map((file) => {
    const folder = file.split('/')[0] ?? '';
    return [folder, JSON.parse(readFileSync(join(root, file), 'utf8')) as PackageManifest];
  }),
);

/** The part of a `package.json` that these tools read. */
export interface PackageManifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Reads all TypeScript sources of the given packages, tests included. */
export function readSources(folders: readonly string[]): Source[] {
  const skipped = ['/node_modules/', '/dist/', '/test-results/'];
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !skipped.some((part) => path.includes(part)) && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Tests may import more than what they test. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /\/(testing|integration|fixtures)\//.test(path);
}

/** The name of a source's place in the import table: `sdk/src/core/sign.ts` is `sdk/core/sign.ts`. */
export function roomPath(path: string): string {
  return path.replace(/^([^/]+)\/src\//, '$1/');
}
