/** Options that the doctor's commands share. */

import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { DoctorKey } from '@yifen/wechatpay';
import { InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { readText } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';

/** Gathers a repeatable option. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Reads certificates and keys; the first is the one that should fit. @throws CliError (2) */
export async function readKeyFiles(
  files: readonly (string | undefined)[],
  terminal: Terminal,
): Promise<DoctorKey[]> {
  const [first] = files;
  if (first === undefined) {
    throw new CliError(
      'no_key',
      'Say --certificate or --public-key: without it nothing can be verified.',
      {
        exitCode: 2,
      },
    );
  }
  const given = files.filter((file) => file !== undefined);
  return Promise.all(
    given.map(async (file) => ({ label: basename(file), pem: await readText(file, terminal) })),
  );
}

/** Reads the exact bytes of a file. @throws CliError `file_unreadable` (2) */
export async function readBytes(file: string, terminal: Terminal): Promise<Buffer> {
  return readFile(resolve(terminal.cwd, file)).catch((cause: unknown) => {
    throw new CliError('file_unreadable', `${file} cannot be read: check path and permissions.`, {
      exitCode: 2,
      cause,
    });
  });
}

/** Reads a moment: Unix seconds, milliseconds, or a date. @throws InvalidArgumentError */
export function parseMoment(text: string): number {
  const nowMs = /^\d{10}$/.test(text)
    ? Number(text) * 1000
    : /^\d{13}$/.test(text)
      ? Number(text)
      : Date.parse(text);
  if (!Number.isNaN(nowMs)) return nowMs;
  throw new InvalidArgumentError('Say Unix seconds, or a date such as 2026-01-01T12:00:00+08:00.');
}

/** Reads headers as JSON, or as lines of "Name: value". */
export function parseHeaders(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value))
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
  } catch {
    // Lines, then.
  }
  const lines = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
  });
  return Object.fromEntries(lines);
}

/** Whether a parsed value has members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
