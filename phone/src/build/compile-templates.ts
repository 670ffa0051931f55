import { readFileSync } from 'node:fs';
import path from 'node:path';
import compiler from 'glass-easel-template-compiler';
import { type CodePaths, isFile } from './code-paths.ts';
import { compileWxs, requiredScripts } from './compile-wxs.ts';
import type { ComponentGraph } from './component-graph.ts';
import type { Diagnostics } from './diagnostic.ts';
import type { Project } from './open-project.ts';

/** What `addTmpl` answers for each finding; the compiler's own declarations say `any`. */
interface TemplateFinding {
  readonly isError: boolean;
  readonly path: string;
  readonly code: number;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
}

/**
 * Hooks for WXS event responders: `Q.A` wraps a `change:prop` callback, `Q.C` an event handler.
 * The compiler pastes this text before its own, so it must end with a semicolon.
 */
const RESPONDER_HOOKS = 'Q.A=globalThis.__wxsChangeProp;Q.C=globalThis.__wxsEvent;';

/** Compiles the WXML and WXS of every component into one JavaScript expression. */
export function compileTemplates(
  graph: ComponentGraph,
  project: Project,
  paths: CodePaths,
  found: Diagnostics,
): string {
  const group = new compiler.TmplGroup();
  group.setExtraRuntimeScript(RESPONDER_HOOKS);
  const added = new Set<string>();

  const addTemplate = (codePath: string, askedBy: string): void => {
    if (added.has(codePath)) return;
    added.add(codePath);
    const file = `${paths.fileOf(codePath)}.wxml`;
    if (!isFile(file)) {
      found.error(project.show(askedBy), `imports ${codePath}.wxml, which does not exist`);
      return;
    }
    const findings: TemplateFinding[] = group.addTmpl(codePath, readFileSync(file, 'utf8'));
    const isForeign = paths.packageFolderAround(file) !== null;
    for (const finding of findings) reportTemplate(finding, project.show(file), isForeign, found);
    for (const name of group.getInlineScriptModuleNames(codePath) as string[]) {
      const script = group.getInlineScript(codePath, name);
      group.setInlineScript(codePath, name, transform(script, file));
    }
    for (const next of group.getDirectDependencies(codePath) as string[]) addTemplate(next, file);
    for (const next of group.getScriptDependencies(codePath) as string[]) addScript(next, file);
  };

  const addScript = (codePath: string, askedBy: string): void => {
    if (added.has(`${codePath}.wxs`)) return;
    added.add(`${codePath}.wxs`);
    const file = `${paths.fileOf(codePath)}.wxs`;
    if (!isFile(file)) {
      found.error(project.show(askedBy), `requires ${codePath}.wxs, which does not exist`);
      return;
    }
    const script = transform(readFileSync(file, 'utf8'), file);
    // A compiled require('./x.wxs') looks the script up with its suffix, a <wxs src> without.
    group.addScript(codePath, script);
    group.addScript(`${codePath}.wxs`, script);
    const folder = path.posix.dirname(codePath);
    for (const next of requiredScripts(script)) {
      addScript(next.startsWith('/') ? next.slice(1) : path.posix.join(folder, next), file);
    }
  };

  const transform = (script: string, file: string): string => {
    try {
      return compileWxs(script);
    } catch (error) {
      const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
      found.error(project.show(file), message, loc?.line, loc && loc.column + 1);
      return '';
    }
  };

  for (const node of graph.nodes.values()) addTemplate(node.codePath, node.template);
  const compiled = group.getTmplGenObjectGroups();
  group.free();
  return compiled;
}

/** Compiles templates that are given as text, e.g. those of the built-in components. */
export function compileTemplateTexts(templates: Readonly<Record<string, string>>): string {
  const group = new compiler.TmplGroup();
  for (const [name, text] of Object.entries(templates)) group.addTmpl(name, text);
  const compiled = group.getTmplGenObjectGroups();
  group.free();
  return compiled;
}

function reportTemplate(
  finding: TemplateFinding,
  file: string,
  isForeign: boolean,
  found: Diagnostics,
): void {
  const message = `${finding.message} (#${finding.code})`;
  // The compiler counts from 0.
  const line = finding.startLine + 1;
  const column = finding.startColumn + 1;
  // What a package's author left in is not the project's fault: the build goes on.
  if (finding.isError && !isForeign) found.error(file, message, line, column);
  else if (finding.isError || !isForeign) found.warning(file, message, line, column);
}
