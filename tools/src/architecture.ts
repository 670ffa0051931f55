import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one row of the import table allows. */
export interface RoomRule {
  readonly room: string;
  readonly allowed: readonly { readonly name: string; readonly typesOnly: boolean }[];
}

/** The rules that `ARCHITECTURE.md` states for people and for these tools alike. */
export interface Architecture {
  readonly rooms: readonly RoomRule[];
  readonly effectOwners: readonly string[];
}

/**
 * Reads both tables of `ARCHITECTURE.md`.
 *
 * @throws Error when a table is missing or empty: a check that checks nothing must not pass.
 */
export function readArchitecture(root: string): Architecture {
  return parseArchitecture(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
}

/** Parses the text of `ARCHITECTURE.md`; see {@link readArchitecture}. */
export function parseArchitecture(text: string): Architecture {
  const rooms = tableRows(text, 'rooms').map(([room = '', allowed = '']) => ({
    room: codeSpans(room)[0]?.name ?? '',
    allowed: codeSpans(allowed),
  }));
  const effectOwners = tableRows(text, 'effects').map(
    ([owner = '']) => codeSpans(owner)[0]?.name ?? '',
  );
  return { rooms, effectOwners };
}

function tableRows(text: string, name: string): string[][] {
  const block = text.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0];
  const rows = (block ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').slice(1, -1));
  if (rows.length === 0) throw new Error(`ARCHITECTURE.md has no table "${name}"`);
  return rows;
}

function codeSpans(cell: string): RoomRule['allowed'] {
  return [...cell.matchAll(/`([^`]+)`( types)?/g)].map(([, name = '', types]) => ({
    name,
    typesOnly: types !== undefined,
  }));
}
