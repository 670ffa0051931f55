import path from 'node:path';
import { type CodePaths, firstFile, isFile } from './code-paths.ts';
import type { Diagnostics } from './diagnostic.ts';
import type { Project } from './open-project.ts';
import {
  isJsonObject,
  type JsonObject,
  readJsonObject,
  stringEntries,
  strings,
} from './read-json.ts';

/** A page or component with its files and the configuration the runtime needs. */
export interface ComponentNode {
  readonly codePath: string;
  readonly isPage: boolean;
  /** The component's JSON; `usingComponents` names absolute code paths. */
  readonly json: JsonObject;
  readonly script: string;
  readonly template: string;
  /** `null` when there is no WXSS file. */
  readonly styleSheet: string | null;
}

/** All code that a mini-program can reach from `app.json`. */
export interface ComponentGraph {
  /** Route of every page, sub-packages included, in the order of `app.json`. */
  readonly pages: readonly string[];
  /** Pages and components by code path; each after the node that first named it. */
  readonly nodes: ReadonlyMap<string, ComponentNode>;
}

/** Follows pages, `usingComponents` and generics' defaults from `app.json` on. */
export function readComponentGraph(
  project: Project,
  paths: CodePaths,
  found: Diagnostics,
): ComponentGraph {
  const pages = listPages(project.app);
  const nodes = new Map<string, ComponentNode>();

  const visit = (codePath: string, isPage: boolean): void => {
    if (nodes.has(codePath)) return;
    const files = findFiles(codePath, project, paths, found);
    if (files === null) return;
    const own = files.json;
    const using: Record<string, string> = {};
    // The node is entered before its children: components may use each other in a circle.
    nodes.set(codePath, {
      codePath,
      isPage,
      json: { ...own, usingComponents: using, ...generics(own, codePath) },
      script: files.script,
      template: files.template,
      styleSheet: files.styleSheet,
    });
    const fromApp = stringEntries(project.app.usingComponents);
    const fromOwn = stringEntries(own.usingComponents);
    for (const [tag, spec] of new Map([...fromApp, ...fromOwn])) {
      const isOwn = fromOwn.some(([name]) => name === tag);
      const target = resolve(spec, isOwn ? codePath : 'app', `component <${tag}>`);
      // An app-level component does not see itself under its global name.
      if (target === null || (target === codePath && !isOwn)) continue;
      using[tag] = `/${target}`;
      visit(target, false);
    }
  };

  const resolve = (spec: string, from: string, what: string): string | null => {
    const file = project.show(`${paths.fileOf(from)}.json`);
    if (/^(plugin|dynamicLib|ext):\/\//.test(spec)) {
      found.warning(file, `${what}: ${spec} is not supported by the phone`);
      return null;
    }
    const target = paths.resolveComponent(spec, from);
    if (target !== null && findScript(paths, target) !== undefined) return target;
    found.error(file, `${what}: ${spec} was not found`);
    return null;
  };

  const generics = (json: JsonObject, from: string): JsonObject => {
    const declared = json.componentGenerics;
    if (!isJsonObject(declared)) return {};
    const entries = Object.entries(declared).map(([name, value]): [string, unknown] => {
      const spec = isJsonObject(value) ? value.default : undefined;
      if (typeof spec !== 'string') return [name, value];
      const target = resolve(spec, from, `default of generic <${name}>`);
      if (target === null) return [name, true];
      visit(target, false);
      return [name, { default: `/${target}` }];
    });
    return { componentGenerics: Object.fromEntries(entries) };
  };

  for (const page of pages) visit(page, true);
  return { pages, nodes };
}

function listPages(app: JsonObject): string[] {
  const packages = app.subPackages ?? app.subpackages;
  const inPackages = (Array.isArray(packages) ? packages : []).flatMap((entry: unknown) => {
    if (!isJsonObject(entry) || typeof entry.root !== 'string') return [];
    const root = entry.root;
    return strings(entry.pages).map((page) => path.posix.join(root, page));
  });
  return [...strings(app.pages), ...inPackages];
}

function findFiles(codePath: string, project: Project, paths: CodePaths, found: Diagnostics) {
  const base = paths.fileOf(codePath);
  const script = findScript(paths, codePath);
  const template = `${base}.wxml`;
  if (script === undefined) {
    found.error(project.show(`${base}.ts`), 'the script (.ts or .js) is missing');
  }
  if (!isFile(template)) found.error(project.show(template), 'the template is missing');
  if (script === undefined || !isFile(template)) return null;
  const jsonFile = `${base}.json`;
  const json = isFile(jsonFile) ? readJsonObject(jsonFile, project.show(jsonFile), found) : {};
  const styleSheet = `${base}.wxss`;
  return { script, template, json: json ?? {}, styleSheet: isFile(styleSheet) ? styleSheet : null };
}

function findScript(paths: CodePaths, codePath: string): string | undefined {
  const base = paths.fileOf(codePath);
  return firstFile([`${base}.ts`, `${base}.js`]);
}
