import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Message, type Plugin } from 'esbuild';
import {
  type CodePaths,
  firstFile,
  scriptCandidates,
  splitPackageReference,
} from './code-paths.ts';
import type { ComponentGraph } from './component-graph.ts';
import type { Diagnostics } from './diagnostic.ts';
import type { Project } from './open-project.ts';

/** The browser runtime; the bundle starts in its `boot.ts`. */
export const runtimeFolder = path.resolve(import.meta.dirname, '../runtime');

/** What the earlier stages made, ready to be put into the bundle. */
export interface BundleInput {
  readonly graph: ComponentGraph;
  readonly scopes: ReadonlyMap<string, string>;
  /** JavaScript expressions made by the template compiler. */
  readonly templates: string;
  readonly builtInTemplates: string;
}

/** Bundles the mini-program's scripts with the runtime into one script for the browser. */
export async function bundleScripts(
  input: BundleInput,
  project: Project,
  paths: CodePaths,
  options: { readonly outFile: string; readonly minify: boolean },
  found: Diagnostics,
): Promise<void> {
  const appScript = firstFile(scriptCandidates(path.join(project.sourceRoot, 'app')));
  if (appScript === undefined) {
    found.error(project.show(path.join(project.sourceRoot, 'app.ts')), 'is missing');
    return;
  }
  const result = await build({
    stdin: {
      contents: writeEntry(input, project, appScript),
      resolveDir: project.folder,
      sourcefile: 'phone-entry.js',
      loader: 'js',
    },
    outfile: options.outFile,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    charset: 'utf8',
    minify: options.minify,
    sourcemap: options.minify ? false : 'linked',
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    // The project's own tsconfig aims at DevTools; only its path aliases could matter, and
    // DevTools itself does not know them.
    tsconfigRaw: {},
    logLevel: 'silent',
    plugins: [miniProgramModules(input.graph, project, paths)],
  }).catch((failure: { errors?: Message[]; warnings?: Message[] }) => {
    if (failure.errors === undefined) throw failure;
    return { errors: failure.errors, warnings: failure.warnings ?? [] };
  });
  for (const { text, location } of result.errors) {
    const file = location === null ? 'app' : project.show(path.resolve(location.file));
    found.error(file, text, location?.line, location === null ? undefined : location.column + 1);
  }
  for (const { text, location } of result.warnings) {
    const file = location === null ? 'app' : project.show(path.resolve(location.file));
    const isForeign = file.startsWith('../') || file.includes('node_modules/');
    if (!isForeign) found.warning(file, text, location?.line);
  }
}

function writeEntry(input: BundleInput, project: Project, appScript: string): string {
  const q = JSON.stringify;
  const components = [...input.graph.nodes.values()].map(
    ({ codePath, json, script }) =>
      `    ${q(codePath)}: { json: ${q(json)}, scope: ${q(input.scopes.get(codePath) ?? null)}, load: () => require(${q(script)}) },`,
  );
  return `
import { boot } from ${q(path.join(runtimeFolder, 'boot.ts'))};
boot({
  appid: ${q(project.appid)},
  app: ${q(project.app)},
  pages: ${q(input.graph.pages)},
  loadApp: () => require(${q(appScript)}),
  components: {
${components.join('\n')}
  },
  templates: () => ${input.templates},
  builtInTemplates: () => ${input.builtInTemplates},
});
`;
}

/** Module resolution as WeChat does it, and the mark that tells `Page()` and `Component()` their path. */
function miniProgramModules(graph: ComponentGraph, project: Project, paths: CodePaths): Plugin {
  const codePathOf = new Map([...graph.nodes.values()].map((node) => [node.script, node.codePath]));
  const isOwn = (file: string) => file.startsWith(project.sourceRoot);

  return {
    name: 'mini-program',
    setup(bundler) {
      bundler.onResolve({ filter: /^[^./]/ }, ({ path: spec, importer, kind }) => {
        const reference = splitPackageReference(spec);
        if (kind === 'entry-point' || reference === null) return undefined;
        const around = paths.packageFolderAround(importer);
        // A package may carry its own built dependencies.
        const folder =
          around === null
            ? isOwn(importer)
              ? paths.packageFolder(reference.name)
              : null
            : path.join(around, 'miniprogram_npm', reference.name);
        if (folder === null) return undefined;
        return found(path.join(folder, reference.inner || 'index'));
      });
      // require('/lib/x') is counted from miniprogramRoot.
      bundler.onResolve({ filter: /^\// }, ({ path: spec, importer }) =>
        isOwn(importer) ? found(path.join(project.sourceRoot, spec)) : undefined,
      );
      bundler.onLoad({ filter: /\.(ts|js)$/ }, ({ path: file }) => {
        const codePath = codePathOf.get(file);
        if (codePath === undefined) return undefined;
        // On the first line, so that line numbers in error messages stay right.
        const mark = `__enterComponent(${JSON.stringify(codePath)});`;
        return {
          contents: mark + readFileSync(file, 'utf8'),
          loader: file.endsWith('.ts') ? 'ts' : 'js',
        };
      });
    },
  };
}

function found(base: string): { path: string } | undefined {
  const file = firstFile(scriptCandidates(base));
  return file === undefined ? undefined : { path: file };
}
