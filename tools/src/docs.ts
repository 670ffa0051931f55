/**
 * Checks what the documentation claims: links lead somewhere, npm scripts exist, TypeScript examples
 * compile against the packages as they are, and every guide exists in both languages.
 *
 * Run: `node tools/src/docs.ts`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './sources.ts';

/** One Markdown page. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

if (import.meta.main) {
  const pages = readPages();
  const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as Record<
    string,
    string
  >;
  const exists = (path: string) => existsSync(join(root, path));
  const examples = pages.flatMap(findExamples);
  const findings = [
    ...pages.flatMap((page) => checkLinks(page, exists)),
    ...pages.flatMap((page) => checkScripts(page, Object.keys(scripts))),
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

/** Says which `npm run` scripts do not exist. */
export function checkScripts({ path, text }: Page, scripts: readonly string[]): string[] {
  return [...text.matchAll(/\bnpm run ([a-z:-]+)/g)]
    .map(([, script = '']) => script)
    .filter((script) => !scripts.includes(script))
    .map((script) => `${path}: there is no script "${script}"`);
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

interface Example {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

function findExamples({ path, text }: Page): Example[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    page: path,
    line: text.slice(0, match.index).split('\n').length,
    code: match[1] ?? '',
  }));
}

/** Each example is a module of its own, checked with the settings of the repository. */
function compileExamples(examples: readonly Example[]): string[] {
  const folder = join(root, 'proof', 'dist-examples');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    examples.forEach(({ code }, index) => {
      writeFileSync(join(folder, `example-${index}.ts`), `${code}\nexport {};\n`);
    });
    const config = {
      extends: '../../tsconfig.base.json',
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
      include: ['*.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    if (examples.length === 0) return [];
    const { stdout } = spawnSync('tsc', ['-p', folder, '--pretty', 'false'], {
      cwd: root,
      encoding: 'utf8',
    });
    return [...stdout.matchAll(/example-(\d+)\.ts\((\d+),\d+\): error (.*)/g)].map(
      ([, index, line, message]) => {
        const example = examples[Number(index)];
        return `${example?.page}:${(example?.line ?? 0) + Number(line)} ${message}`;
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
