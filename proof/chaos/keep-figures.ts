import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { figureRows } from './render-report.ts';
import type { ScenarioReport } from './report.ts';

const page = new URL('../../docs/reference/proof.md', import.meta.url);
const [BEGIN, END] = ['<!-- chaos -->', '<!-- /chaos -->'];

/** Writes the figures of this run into the page, between its marks. */
export function keepFigures(reports: readonly ScenarioReport[]): void {
  const text = readFileSync(page, 'utf8');
  const [head, , tail] = text.split(new RegExp(`${BEGIN}|${END}`));
  if (head === undefined || tail === undefined) throw new Error('the page has lost its marks');
  const [first, ...rows] = figureRows(reports).map((row) => `| ${row.join(' | ')} |`);
  const rule = `|${' --- |'.repeat(reports.length + 1)}`;
  const made = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}.`;
  const table = [made, '', first, rule, ...rows].join('\n');
  writeFileSync(page, `${head}${BEGIN}\n${table}\n${END}${tail}`);
}
