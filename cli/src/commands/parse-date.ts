/** A day as an option or an argument. */
import { InvalidArgumentError } from 'commander';

/** Reads a day of the calendar, `yyyy-MM-dd`. @throws InvalidArgumentError */
export function parseDate(text: string): string {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  const isReal = !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
  if (isReal) return text;
  throw new InvalidArgumentError('A day is written as 2026-01-01.');
}
