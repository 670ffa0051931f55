/** Builds the desk's page from its TypeScript, in memory. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PageFiles } from './built-page.ts';

/** Bundles script and styles; writes no file. @throws esbuild's BuildFailure, with file and line. */
export async function bundlePage(): Promise<PageFiles> {
  const result = await build({
    entryPoints: { desk: fileURLToPath(new URL('./page/main.tsx', import.meta.url)) },
    outdir: 'desk',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const output = (ending: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: output('.js'), styles: output('.css') };
}
