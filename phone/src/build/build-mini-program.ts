import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtInTemplates } from './built-in-templates.ts';
import { bundleScripts, runtimeFolder } from './bundle-scripts.ts';
import { createCodePaths } from './code-paths.ts';
import { compileTemplates, compileTemplateTexts } from './compile-templates.ts';
import { compileStyles } from './compile-wxss.ts';
import { readComponentGraph } from './component-graph.ts';
import { copyAssets } from './copy-assets.ts';
import { createDiagnostics, type Diagnostic, type Diagnostics } from './diagnostic.ts';
import { openProject, type Project } from './open-project.ts';
import { isJsonObject } from './read-json.ts';
import { writeAppPage, writeErrorPage } from './write-page.ts';

/** What to build and where to. */
export interface BuildOptions {
  /** The folder with `project.config.json`. */
  readonly project: string;
  /** Emptied first. Default: `.yifen/phone` in the project. */
  readonly outDir?: string;
  /** Default false: with a source map and readable names. */
  readonly minify?: boolean;
}

/** A finished build; with errors, `outDir` holds a page that shows them. */
export interface Build {
  readonly outDir: string;
  /** Empty when the project could not be opened. */
  readonly appid: string;
  /** Routes, sub-packages included. */
  readonly pages: readonly string[];
  /** Code paths of the components in use, npm components included. */
  readonly components: readonly string[];
  readonly durationMs: number;
  readonly warnings: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

/**
 * Compiles a native mini-program (TypeScript or JavaScript, WXML, WXSS, WXS, npm components) into
 * a page for the browser. Faults of the source are returned in `errors`, never thrown.
 *
 * @example
 * const build = await buildMiniProgram({ project: 'shop' });
 * for (const error of build.errors) console.error(formatDiagnostic(error));
 */
export async function buildMiniProgram(options: BuildOptions): Promise<Build> {
  const startedAt = performance.now();
  const outDir = path.resolve(options.outDir ?? path.join(options.project, '.yifen/phone'));
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });

  const found = createDiagnostics();
  const project = openProject(options.project, found);
  const chrome =
    readStyle('built-ins.css') +
    readStyle('phone.css') +
    readStyle('pay.css') +
    readStyle('console.css') +
    readStyle('sheets.css');
  const built =
    project === null
      ? { css: '', pages: [], components: [] }
      : await compile(project, outDir, options.minify ?? false, found);

  writeFileSync(path.join(outDir, 'phone.css'), chrome + built.css);
  const title = project === null ? '' : titleOf(project);
  const html = found.errors.length === 0 ? writeAppPage(title) : writeErrorPage(found.errors);
  writeFileSync(path.join(outDir, 'index.html'), html);
  return Object.freeze({
    outDir,
    appid: project?.appid ?? '',
    pages: built.pages,
    components: built.components,
    durationMs: Math.round(performance.now() - startedAt),
    warnings: found.warnings,
    errors: found.errors,
  });
}

async function compile(project: Project, outDir: string, minify: boolean, found: Diagnostics) {
  const paths = createCodePaths(project.folder, project.sourceRoot);
  const graph = readComponentGraph(project, paths, found);
  const styles = compileStyles(graph, project, paths, found);
  const templates = compileTemplates(graph, project, paths, found);
  if (found.errors.length === 0) {
    await bundleScripts(
      {
        graph,
        scopes: styles.scopes,
        templates,
        builtInTemplates: compileTemplateTexts(builtInTemplates),
      },
      project,
      paths,
      { outFile: path.join(outDir, 'phone.js'), minify },
      found,
    );
  }
  copyAssets(project.sourceRoot, outDir);
  const components = [...graph.nodes.values()].filter((node) => !node.isPage);
  return {
    css: styles.css,
    pages: graph.pages,
    components: components.map((node) => node.codePath),
  };
}

function titleOf(project: Project): string {
  const window = project.app.window;
  const title = isJsonObject(window) ? window.navigationBarTitleText : undefined;
  return typeof title === 'string' ? title : '';
}

function readStyle(name: string): string {
  return `${readFileSync(path.join(runtimeFolder, 'styles', name), 'utf8')}\n`;
}
