/**
 * Reports source files over 250 lines. One may stay if its first comment says why: the comment
 * then holds the word “lines”.
 *
 * Run: `node tools/src/sizes.ts`.
 */
import { isTest, packages, readSources, type Source } from './sources.ts';

const limit = 250;

if (import.meta.main) {
  const sources = readSources([...packages.keys()]).filter(({ path }) => !isTest(path));
  const findings = checkSizes(sources);
  for (const finding of findings) console.error(finding);
  console.log(`sizes: ${sources.length} files, ${findings.length} too long`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

/** Says which files are too long without saying why. */
export function checkSizes(sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, text, lines: text.split('\n').length - 1 }))
    .filter(({ lines, text }) => lines > limit && !/\blines\b/.test(firstComment(text)))
    .map(({ path, lines }) => `${path}: ${lines} lines; split it, or say why in its first comment`);
}

function firstComment(text: string): string {
  return /^\s*(\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(text)?.[0] ?? '';
}
