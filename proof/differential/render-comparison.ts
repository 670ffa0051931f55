import { cpus } from 'node:os';
import type { ComparisonReport } from './compare-stores.ts';

/** The figures of a comparison, for people and for the page. */
export function renderComparison(report: ComparisonReport): string {
  const { sessions, calls, refusals, methods, failed, seconds } = report;
  const made = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}.`;
  const number = (value: number) => value.toLocaleString('en');
  const kinds = `${Object.keys(methods).length} methods`;
  const counts = `${number(sessions)} sessions, ${number(calls)} calls of ${kinds}, ${number(refusals)} of them refused by a rule`;
  const verdict = failed === null ? 'no answer differed' : 'an answer differed';
  return `${made} ${counts}, in ${Math.round(seconds)} s: ${verdict}.`;
}
