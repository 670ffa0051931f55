import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject } from './read-json.ts';

/**
 * Translates between files and code paths, the names WeChat gives to source files:
 * `pages/shop/index` (no suffix, from `miniprogramRoot`) and `miniprogram_npm/<package>/…`.
 */
export interface CodePaths {
  /** The absolute path, without suffix, that a code path names. */
  fileOf(codePath: string): string;
  /** The component an entry of `usingComponents` in `from` names, or `null` when there is none. */
  resolveComponent(spec: string, from: string): string | null;
  /** The folder a package publishes for mini-programs (`miniprogram`, else `miniprogram_dist`). */
  packageFolder(name: string): string | null;
  /** The folder of the package that holds `file`, when it is one opened so far. */
  packageFolderAround(file: string): string | null;
}

/** Makes the translation for one project. */
export function createCodePaths(projectFolder: string, sourceRoot: string): CodePaths {
  const folders = new Map<string, string | null>();

  const packageFolder = (name: string): string | null => {
    let folder = folders.get(name);
    if (folder === undefined) {
      folder = findPackageFolder(projectFolder, sourceRoot, name);
      folders.set(name, folder);
    }
    return folder;
  };

  const fileOf = (codePath: string): string => {
    const match = /^miniprogram_npm\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(codePath);
    const folder = match?.[1] === undefined ? null : packageFolder(match[1]);
    return folder === null || match?.[2] === undefined
      ? path.join(sourceRoot, codePath)
      : path.join(folder, match[2]);
  };

  const resolveComponent = (spec: string, from: string): string | null => {
    if (spec.startsWith('/')) return spec.slice(1);
    const relative = path.posix.join(path.posix.dirname(from), spec);
    // WeChat tries a bare name as a neighbour first and as an npm package after that.
    if (spec.startsWith('.') || isFile(`${fileOf(relative)}.json`)) return relative;
    const reference = splitPackageReference(spec);
    if (reference === null || packageFolder(reference.name) === null) return null;
    return `miniprogram_npm/${reference.name}/${reference.inner || 'index'}`;
  };

  const packageFolderAround = (file: string): string | null => {
    for (const folder of folders.values()) {
      if (folder !== null && file.startsWith(folder + path.sep)) return folder;
    }
    return null;
  };

  return Object.freeze({ fileOf, resolveComponent, packageFolder, packageFolderAround });
}

/** Splits `@scope/name/inner/path` into package and inner path; `null` for relative specifiers. */
export function splitPackageReference(spec: string): { name: string; inner: string } | null {
  const match = /^((?:@[^/]+\/)?[^/.@][^/]*)(?:\/(.*))?$/.exec(spec);
  return match?.[1] === undefined ? null : { name: match[1], inner: match[2] ?? '' };
}

/** Whether a regular file stands at this path. */
export function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** The first of `candidates` that is a file. */
export function firstFile(candidates: readonly string[]): string | undefined {
  return candidates.find(isFile);
}

/** The files a script path without suffix may mean, in WeChat's order. */
export function scriptCandidates(base: string): string[] {
  return [base, `${base}.ts`, `${base}.js`, `${base}/index.ts`, `${base}/index.js`];
}

function findPackageFolder(from: string, sourceRoot: string, name: string): string | null {
  const built = path.join(sourceRoot, 'miniprogram_npm', name);
  if (existsSync(built)) return realpathSync(built);
  // Workspaces hoist packages, so look where Node would: here and in every parent folder.
  for (let folder = from; ; folder = path.dirname(folder)) {
    const installed = path.join(folder, 'node_modules', name);
    if (isFile(path.join(installed, 'package.json'))) return publishedFolder(installed);
    if (folder === path.dirname(folder)) return null;
  }
}

function publishedFolder(installed: string): string | null {
  const manifest: unknown = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  const named = isJsonObject(manifest) ? manifest.miniprogram : undefined;
  // The real path: with linked installs esbuild reports importers by it.
  const folder = path.join(
    realpathSync(installed),
    typeof named === 'string' ? named : 'miniprogram_dist',
  );
  return existsSync(folder) ? folder : null;
}
