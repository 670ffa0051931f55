import { cpus } from 'node:os';
import { type HuntReport, isCaught, medianSeeds } from './hunt-mutant.ts';

/** The table of all hunts, for people and for the page. */
export function renderHunts(reports: readonly HuntReport[], seconds: number): string {
  const caught = reports.filter(isCaught).length;
  const invariants = new Set(reports.filter(isCaught).map(({ mutant }) => mutant.breaks));
  const made = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}.`;
  const sum = `${caught} of ${reports.length} planted bugs were caught, by ${invariants.size} invariants, in ${Math.round(seconds)} s.`;
  return [
    `${made} ${sum}`,
    '',
    '| breaks | planted bug | file | seeds (median) | least–most | also broke |',
    '| --- | --- | --- | --- | --- | --- |',
    ...reports.map(row),
  ].join('\n');
}

function row(report: HuntReport): string {
  const { mutant, alsoBroke, seeds, problem } = report;
  const counts = seeds.flatMap((count) => count ?? []);
  const files = [...new Set(mutant.edits.map(({ file }) => `\`${file}\``))].join(', ');
  const median = medianSeeds(report) ?? (problem === null ? '**not caught**' : '**ended**');
  const range = counts.length === 0 ? '–' : `${Math.min(...counts)}–${Math.max(...counts)}`;
  const cells = [mutant.breaks, mutant.what, files, median, range, alsoBroke.join(' ') || '–'];
  return `| ${cells.join(' | ')} |`;
}
