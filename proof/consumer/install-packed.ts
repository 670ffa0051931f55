import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** A project outside the repository that has the packed SDK installed. */
export interface Consumer {
  readonly folder: string;
  /** Bytes of all files in its `node_modules`. */
  installedBytes(): number;
  /** The packages in its `node_modules`. */
  packages(): string[];
  remove(): void;
}

/**
 * Packs the SDK, copies a tiny project into a temporary folder and installs the one into the other.
 *
 * @param others further packages, from the registry. Default: none, and the network is not touched
 */
export function installPacked(
  project: 'project' | 'next-project' = 'project',
  others: readonly string[] = [],
): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'yifen-consumer-'));
  cpSync(join(import.meta.dirname, project), folder, { recursive: true });
  const packed = run('node', [join(root, 'tools/src/pack-sdk.ts'), folder], root);
  const { tarball } = JSON.parse(packed) as { tarball: string };
  const quietly = ['--no-audit', '--no-fund', '--no-save'];
  const source = others.length === 0 ? ['--offline'] : [];
  run('npm', ['install', ...source, ...quietly, tarball, ...others], folder);
  const modules = join(folder, 'node_modules');
  return {
    folder,
    installedBytes: () =>
      globSync('**/*', { cwd: join(modules, '@yifen') })
        .map((file) => statSync(join(modules, '@yifen', file)))
        .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0),
    packages: () => globSync('{*,@*/*}/package.json', { cwd: modules }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The releases of Node that are tried: the project's own, and those that `npm run test:prepare` brings. */
export function findRuntimes(): readonly { readonly name: string; readonly path: string }[] {
  const brought = ['node22', 'node26'].map((name) => {
    const program = process.platform === 'win32' ? 'node.exe' : 'node';
    const path = join(import.meta.dirname, 'runtimes', 'node_modules', name, 'bin', program);
    if (!existsSync(path)) throw new Error(`${name} is missing: run npm run test:prepare`);
    return { name, path };
  });
  return [{ name: 'node24', path: process.execPath }, ...brought];
}

/** Runs a program to its end and answers what it printed. @throws Error with its output when it fails */
export function run(program: string, args: readonly string[], folder: string): string {
  const shell = process.platform === 'win32' && program === 'npm';
  const done = spawnSync(program, args, { cwd: folder, encoding: 'utf8', shell });
  if (done.status !== 0) {
    throw new Error(
      `${program} ${args.join(' ')}: ${done.error ?? ''}${done.stdout}${done.stderr}`,
    );
  }
  return done.stdout;
}
