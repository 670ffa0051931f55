import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One chunk as the build's manifest names it. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** A script of the first load, and its size on the way to the browser. */
export interface LoadedScript {
  readonly file: string;
  readonly gzipBytes: number;
}

/** What a signed-in person loads to see a page. */
export interface FirstLoad {
  readonly page: string;
  readonly scripts: readonly LoadedScript[];
  readonly gzipBytes: number;
}

/** The frame that every page needs besides the entry. */
const frame = ['index.html', 'src/app/open-console.tsx'];

/**
 * Adds up the scripts of every page from the build's manifest: the entry, the frame, the page, and all that these
 * import before they run. The charts come later, after the page is drawn, and are not counted.
 *
 * @param folder `dist` of a build.
 */
export function measureFirstLoads(folder: string): readonly FirstLoad[] {
  const text = readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8');
  const manifest = JSON.parse(text) as Readonly<Record<string, Chunk>>;
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const size = sizes.get(file) ?? gzipSync(readFileSync(join(folder, file))).length;
    sizes.set(file, size);
    return size;
  };
  const pages = Object.keys(manifest).filter((name) => /^src\/pages\/.*-page\.tsx$/.test(name));
  return pages.map((page) => {
    const files = new Set<string>();
    for (const name of [...frame, page]) collect(manifest, name, files);
    const scripts = [...files].map((file) => ({ file, gzipBytes: sizeOf(file) }));
    const gzipBytes = scripts.reduce((sum, script) => sum + script.gzipBytes, 0);
    return { page, scripts, gzipBytes };
  });
}

function collect(
  manifest: Readonly<Record<string, Chunk>>,
  name: string,
  files: Set<string>,
): void {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no chunk "${name}"`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(manifest, imported, files);
}
