import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './docs.ts';
import { root } from './sources.ts';

/** One TypeScript example of a page. */
export interface Example {
  readonly page: string;
  /** The line of the fence that opens it, from 1. */
  readonly line: number;
  readonly code: string;
}

/** Lists the fenced blocks of a page that are marked `ts`. */
export function findExamples({ path, text }: Page): Example[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    page: path,
    line: text.slice(0, match.index).split('\n').length,
    code: match[1] ?? '',
  }));
}

/** Where examples are compiled as, and with which settings. */
interface Surroundings {
  /** A page belongs to the first surroundings whose folder it is in. */
  readonly pages: string;
  /** An ignored folder; each example is a module three levels below it, as a page of a mini-program is below its root. */
  readonly folder: string;
  readonly settings: object;
}

const lenient = { noUnusedLocals: false, noUnusedParameters: false };

const surroundings: readonly Surroundings[] = [
  {
    pages: 'miniprogram/',
    folder: 'miniprogram/dist-examples',
    settings: {
      extends: '../shop/tsconfig.json',
      // The examples stand among the shop's pages, as far as imports are concerned.
      compilerOptions: { ...lenient, target: 'ES2022', rootDirs: ['.', '../shop/miniprogram'] },
      include: ['pages/**/*.ts', '../shop/typings/**/*.d.ts'],
    },
  },
  {
    pages: '',
    folder: 'proof/dist-examples',
    settings: { extends: '../../tsconfig.base.json', compilerOptions: lenient, include: ['pages'] },
  },
];

/** Compiles each example as a module of its own and says what the compiler finds, at the page's own lines. */
export function compileExamples(examples: readonly Example[]): string[] {
  const owner = ({ page }: Example) => surroundings.find(({ pages }) => page.startsWith(pages));
  return surroundings.flatMap((place) =>
    compileIn(
      place,
      examples.filter((example) => owner(example) === place),
    ),
  );
}

/** Examples import the mini-program's library by its name, which leads to what is built from it. */
function buildLibrary(): void {
  runTsc(['-p', 'miniprogram/tsconfig.build.json']);
}

function runTsc(options: readonly string[]) {
  return spawnSync('tsc', options, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
}

function compileIn({ folder, settings }: Surroundings, examples: readonly Example[]): string[] {
  if (examples.length === 0) return [];
  buildLibrary();
  const home = join(root, folder);
  rmSync(home, { recursive: true, force: true });
  try {
    examples.forEach(({ code }, index) => {
      const page = join(home, 'pages', `example-${index}`);
      mkdirSync(page, { recursive: true });
      writeFileSync(join(page, 'example.ts'), `${code}\nexport {};\n`);
    });
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(settings));
    const run = runTsc(['-p', home, '--pretty', 'false']);
    return readErrors(`${run.error ?? ''}${run.stdout}${run.stderr}`, examples);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function readErrors(output: string, examples: readonly Example[]): string[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith(' '))
    .map((line) => {
      const [, index, row, message] =
        /example-(\d+).example\.ts\((\d+),\d+\): (.*)/.exec(line) ?? [];
      const example = examples[Number(index)];
      return example ? `${example.page}:${example.line + Number(row)} ${message}` : line;
    });
}
