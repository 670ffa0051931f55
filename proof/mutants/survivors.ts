/**
 * Says what a mutation run found: the score of each folder, and every mutant that no test noticed.
 *
 * Run: `node proof/mutants/survivors.ts [REPORT]` after `npm run mutants:sdk`; default `reports/mutants-sdk.json`.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The part of Stryker's JSON report that is read here (mutation-testing-report-schema). */
interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

const noticed = new Set(['Killed', 'Timeout']);
const unnoticed = new Set(['Survived', 'NoCoverage']);

const [path = 'reports/mutants-sdk.json'] = process.argv.slice(2);
const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
const folders = Map.groupBy(Object.entries(files), ([file]) => dirname(file));
for (const [folder, own] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${folder}: ${score(own.flatMap(([, { mutants }]) => mutants))}`);
}
console.log(`all: ${score(Object.values(files).flatMap(({ mutants }) => mutants))}\n`);
for (const [file, { source, mutants }] of Object.entries(files)) {
  for (const mutant of mutants.filter(({ status }) => unnoticed.has(status))) {
    const { line, column } = mutant.location.start;
    const replacement = oneLine(mutant.replacement ?? '');
    console.log(
      `${file}:${line}:${column} ${mutant.status} ${mutant.mutatorName}: ${oneLine(cut(source, mutant))} -> ${replacement}`,
    );
  }
}

function score(mutants: readonly Mutant[]): string {
  const killed = mutants.filter(({ status }) => noticed.has(status)).length;
  const survived = mutants.filter(({ status }) => unnoticed.has(status)).length;
  const share = (100 * killed) / Math.max(1, killed + survived);
  return `${killed} of ${killed + survived} noticed, ${share.toFixed(1)} %`;
}

function cut(source: string, { location: { start, end } }: Mutant): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  if (start.line === end.line) return lines[0]?.slice(start.column - 1, end.column - 1) ?? '';
  return [lines[0]?.slice(start.column - 1), ...lines.slice(1)].join('\n');
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
