import { readFileSync } from 'node:fs';
import path from 'node:path';
import postcss, { type ChildNode, CssSyntaxError, type Root } from 'postcss';
import { type CodePaths, firstFile, splitPackageReference } from './code-paths.ts';
import type { ComponentGraph, ComponentNode } from './component-graph.ts';
import type { Diagnostics } from './diagnostic.ts';
import type { Project } from './open-project.ts';
import { rewriteSelector, type SelectorScope } from './rewrite-selector.ts';
import { addStandIn } from './stand-in-font.ts';

/** The style sheet of a mini-program and the class scope of each isolated component. */
export interface CompiledStyles {
  readonly css: string;
  /** Code path -> scope, for components whose classes are prefixed `scope--`. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** Compiles all WXSS into one CSS text: app.wxss, components, then pages. */
export function compileStyles(
  graph: ComponentGraph,
  project: Project,
  paths: CodePaths,
  found: Diagnostics,
): CompiledStyles {
  const compile = (file: string, scope: SelectorScope): string =>
    `\n/* ${project.show(file)} */\n${compileWxss(file, scope, project, paths, found)}\n`;
  const scopes = new Map<string, string>();
  const appSheet = firstFile([path.join(project.sourceRoot, 'app.wxss')]);
  let css = appSheet === undefined ? '' : compile(appSheet, {});
  const nodes = [...graph.nodes.values()];
  // Inner components were found last; their rules come first so that their users' rules win.
  const ordered = [
    ...nodes.filter((node) => !node.isPage).reverse(),
    ...nodes.filter((node) => node.isPage),
  ];
  for (const node of ordered) {
    const prefix = sharesStyles(node) ? undefined : `c${scopes.size}`;
    if (prefix !== undefined) scopes.set(node.codePath, prefix);
    if (node.styleSheet === null) continue;
    css += compile(node.styleSheet, {
      ...(prefix === undefined ? {} : { prefix }),
      ...(node.isPage ? { route: node.codePath } : {}),
    });
  }
  return { css, scopes };
}

/**
 * Converts `rpx` (750 to the screen's width), `vh` (of the page, not of the window) and the safe
 * area, which the drawn phone has and a desktop browser does not.
 */
export function convertUnits(value: string): string {
  return value
    .replace(/(-?\d*\.?\d+)rpx\b/gi, (_, number: string) =>
      Number(number) === 0 ? '0' : `calc(${number} * 100vw / 750)`,
    )
    .replace(/(-?\d*\.?\d+)vh\b/gi, (_, number: string) => `calc(${number} * var(--page-vh, 1vh))`)
    .replace(/\b(?:env|constant)\(\s*safe-area-inset-/g, 'var(--safe-area-inset-');
}

function sharesStyles(node: ComponentNode): boolean {
  const isolation = node.json.styleIsolation;
  if (typeof isolation !== 'string') return node.isPage;
  return isolation === 'shared' || isolation === 'page-shared';
}

function compileWxss(
  file: string,
  scope: SelectorScope,
  project: Project,
  paths: CodePaths,
  found: Diagnostics,
): string {
  try {
    const sheet = loadWithImports(file, project, paths, found, new Set([file]));
    sheet.walkDecls((declaration) => {
      declaration.value = convertUnits(declaration.value);
    });
    sheet.walkAtRules((rule) => {
      rule.params = convertUnits(rule.params);
    });
    sheet.walkAtRules('font-face', addStandIn);
    sheet.walkRules((rule) => {
      if (!isKeyframe(rule.parent)) rule.selector = rewriteSelector(rule.selector, scope);
    });
    return sheet.toString();
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error;
    found.error(project.show(error.file ?? file), error.reason, error.line, error.column);
    return '';
  }
}

function loadWithImports(
  file: string,
  project: Project,
  paths: CodePaths,
  found: Diagnostics,
  seen: Set<string>,
): Root {
  const sheet = postcss.parse(readFileSync(file, 'utf8'), { from: file });
  sheet.walkAtRules('import', (rule) => {
    const spec = /^(?:url\()?\s*['"]?([^'")]+)['"]?\s*\)?/.exec(rule.params)?.[1] ?? '';
    const target = resolveImport(spec, file, project, paths);
    if (target === undefined) {
      const line = rule.source?.start?.line;
      found.warning(project.show(file), `@import "${spec}" was not found`, line);
    }
    if (target === undefined || seen.has(target)) {
      rule.remove();
      return;
    }
    seen.add(target);
    const imported: ChildNode[] = loadWithImports(target, project, paths, found, seen).nodes;
    rule.replaceWith(imported);
  });
  return sheet;
}

function resolveImport(
  spec: string,
  from: string,
  project: Project,
  paths: CodePaths,
): string | undefined {
  if (spec.startsWith('/')) return firstFile([path.join(project.sourceRoot, spec)]);
  const reference = splitPackageReference(spec);
  const folder = reference === null ? null : paths.packageFolder(reference.name);
  const inPackage =
    folder === null || reference === null ? [] : [path.join(folder, reference.inner)];
  return firstFile([path.resolve(path.dirname(from), spec), ...inPackage]);
}

function isKeyframe(parent: unknown): boolean {
  const { type, name } = (parent ?? {}) as { type?: string; name?: string };
  return type === 'atrule' && name !== undefined && name.endsWith('keyframes');
}
