import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Edit, Mutant } from './mutant.ts';

/** A copy of the sources in which bugs may be planted. */
export interface SourceCopy {
  readonly folder: string;
  /** Plants a bug; the returned function takes it out again. */
  plant(mutant: Mutant): () => void;
  remove(): void;
}

/** What a simulation consists of. */
const PARTS = ['sdk', 'contract', 'simulator', 'server', 'proof'];
/** The sources as they are. */
export const sourceFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Copies the sources to a new folder among the temporary ones. The libraries are linked; the names of our own packages
 * lead to the copy.
 */
export function openSourceCopy(): SourceCopy {
  const folder = mkdtempSync(join(tmpdir(), 'yifen-mutants-'));
  for (const part of PARTS) {
    const filter = (path: string) =>
      !/\.test\.ts$|[/\\](node_modules|dist|pack|results|test-results)$/.test(path);
    cpSync(join(sourceFolder, part), join(folder, part), { recursive: true, filter });
  }
  cpSync(join(sourceFolder, 'package.json'), join(folder, 'package.json'));
  linkLibraries(folder);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return Object.freeze({
    folder,
    plant(mutant: Mutant) {
      const before = new Map<string, string>();
      for (const { file, find, replace } of mutant.edits) {
        const path = join(folder, file);
        const text = readFileSync(path, 'utf8');
        if (!before.has(path)) before.set(path, text);
        writeFileSync(
          path,
          text.replace(find, () => replace),
        );
      }
      return () => {
        for (const [path, text] of before) writeFileSync(path, text);
      };
    },
    remove() {
      process.off('exit', remove);
      remove();
    },
  });
}

/**
 * Says what is wrong with a mutant that cannot be planted in the sources as they are now; empty when it can.
 */
export function rotOf({ edits }: Mutant): readonly string[] {
  const texts = new Map<string, string>();
  return edits.flatMap((edit) => {
    const text = texts.get(edit.file) ?? readFileSync(join(sourceFolder, edit.file), 'utf8');
    const problem = rotOfEdit(edit, text);
    texts.set(
      edit.file,
      text.replace(edit.find, () => edit.replace),
    );
    return problem === null ? [] : [`${edit.file}: ${problem}`];
  });
}

function rotOfEdit({ find, replace }: Edit, text: string): string | null {
  const times = text.split(find).length - 1;
  if (times !== 1) return `stands there ${times} times: ${JSON.stringify(find)}`;
  return find === replace ? 'changes nothing' : null;
}

function linkLibraries(folder: string): void {
  const [from, to] = [join(sourceFolder, 'node_modules'), join(folder, 'node_modules')];
  mkdirSync(join(to, '@yifen'), { recursive: true });
  // Our own names are links as well, relative ones: in the copy they lead to the copy.
  for (const name of readdirSync(join(from, '@yifen'))) {
    symlinkSync(readlinkSync(join(from, '@yifen', name)), join(to, '@yifen', name), 'dir');
  }
  for (const name of readdirSync(from)) {
    if (!/^(\.|@yifen$)/.test(name)) symlinkSync(join(from, name), join(to, name), 'junction');
  }
}
