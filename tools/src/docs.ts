/**
 * Checks what the documentation claims: links lead somewhere, npm scripts and commands exist,
 * TypeScript examples compile against the packages as they are, and every guide exists in both languages.
 *
 * Run: `node tools/src/docs.ts`.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkCommands, readHelp } from './check-commands.ts';
import { compileExamples, findExamples } from './compile-examples.ts';
import { type PackageManifest, packages, root } from './sources.ts';

/** One Markdown page. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

if (import.meta.main) {
  const pages = readPages();
  const scripts = readScripts();
  const exists = (path: string) => existsSync(join(root, path));
  const examples = pages.flatMap(findExamples);
  const findings = [
    ...pages.flatMap((page) => checkLinks(page, exists)),
    ...pages.flatMap((page) => checkScripts(page, scripts)),
    ...pages.flatMap((page) => checkCommands(page, readHelp)),
    ...checkLanguages(pages.map(({ path }) => path)),
    ...compileExamples(examples),
  ];
  for (const finding of findings) console.error(finding);
  console.log(
    `docs: ${pages.length} pages, ${examples.length} examples, ${findings.length} findings`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}

function readPages(): Page[] {
  return globSync(['*.md', '*/README*.md', 'docs/**/*.md'], {
    cwd: root,
    exclude: ['**/node_modules'],
  })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Says which relative links lead nowhere. */
export function checkLinks({ path, text }: Page, exists: (path: string) => boolean): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .filter((target) => !exists(join(dirname(path), target)))
    .map((target) => `${path}: the link ${target} leads nowhere`);
}

/** The names of npm scripts: those of the root, and those of each workspace by its package's name. */
export interface Scripts {
  readonly root: readonly string[];
  readonly workspaces: ReadonlyMap<string, readonly string[]>;
}

function readScripts(): Scripts {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageManifest;
  const names = ({ scripts = {} }: PackageManifest) => Object.keys(scripts);
  return {
    root: names(own),
    workspaces: new Map([...packages.values()].map((manifest) => [manifest.name, names(manifest)])),
  };
}

/** Says which `npm run` scripts do not exist, at the root or in the workspace that `-w` names. */
export function checkScripts({ path, text }: Page, scripts: Scripts): string[] {
  return [...text.matchAll(/\bnpm run ([a-z:-]+)(?: (?:-w|--workspace)[ =]([@\w/-]+))?/g)].flatMap(
    ([, script = '', workspace]) => {
      const known = workspace === undefined ? scripts.root : scripts.workspaces.get(workspace);
      if (known === undefined) return [`${path}: there is no workspace "${workspace}"`];
      const where = workspace === undefined ? '' : ` in ${workspace}`;
      return known.includes(script) ? [] : [`${path}: there is no script "${script}"${where}`];
    },
  );
}

/** Says which guides lack their other language. */
export function checkLanguages(paths: readonly string[]): string[] {
  const other = (path: string) =>
    path.startsWith('docs/guide/zh/')
      ? path.replace('/zh/', '/en/')
      : path.startsWith('docs/guide/en/')
        ? path.replace('/en/', '/zh/')
        : null;
  return paths.flatMap((path) => {
    const pair = other(path);
    return pair === null || paths.includes(pair) ? [] : [`${path}: ${pair} is missing`];
  });
}
