import { parseSync } from 'oxc-parser';
import type { Source } from './sources.ts';

/** An effect that a source uses directly. */
export interface Effect {
  readonly name: string;
  readonly line: number;
}

/** Lists the effects that a source uses: by global name, by member, or by import. */
export function findEffects(source: Source): Effect[] {
  const { program } = parseSync(source.path, source.text);
  const declared = new Set<string>();
  const effects: { name: string; at: number }[] = [];
  walk(program, null, '', (node, parent, key) => {
    if (node.type === 'ImportDeclaration' && node.importKind !== 'type')
      effects.push(...importedEffects(node));
    if (node.type === 'Identifier' && isBinding(parent, key)) declared.add(String(node.name));
    const name = usedEffect(node, parent, key);
    if (name !== null) effects.push({ name, at: node.start });
  });
  return effects
    .filter(({ name }) => !declared.has(name))
    .map(({ name, at }) => ({ name, line: source.text.slice(0, at).split('\n').length }));
}

const effectModules =
  /^node:(fs|net|tls|http|https|http2|dgram|dns|child_process|os|worker_threads|timers)(\/|$)/;
const effectCryptoNames = /^(random\w+|generateKey\w*|getRandomValues|webcrypto)$/;
const effectGlobals = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'process',
  'performance',
  'crypto',
  'WebSocket',
]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function importedEffects(node: Node): { name: string; at: number }[] {
  const module = String((node.source as Node).value);
  if (effectModules.test(module)) return [{ name: module, at: node.start }];
  if (module !== 'node:crypto') return [];
  return (node.specifiers as Node[])
    .map((specifier) => String((specifier.imported as Node | undefined)?.name ?? '*'))
    .filter((name) => effectCryptoNames.test(name) || name === '*')
    .map((name) => ({ name: `node:crypto ${name}`, at: node.start }));
}

function usedEffect(node: Node, parent: Node | null, key: string): string | null {
  if (node.type === 'MemberExpression') {
    const name = `${nameOf(node.object)}.${nameOf(node.property)}`;
    return name === 'Date.now' || name === 'Math.random' ? name : null;
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const bare = nameOf(node.callee) === 'Date' && (node.arguments as Node[]).length === 0;
    return bare ? 'new Date()' : null;
  }
  if (node.type !== 'Identifier' || isBinding(parent, key) || isPropertyName(parent, key))
    return null;
  const name = String(node.name);
  return effectGlobals.has(name) ? name : null;
}

function nameOf(node: unknown): string {
  return typeof node === 'object' && node !== null ? String((node as Node).name ?? '') : '';
}

/** Is this identifier the place where a name is declared, so that it no longer means the global? */
function isBinding(parent: Node | null, key: string): boolean {
  if (parent === null) return false;
  const places = ['id', 'params', 'local', 'param', 'elements', 'argument'];
  if (/Function|Arrow|TSParameter/.test(parent.type)) return key === 'params' || key === 'id';
  if (/^(VariableDeclarator|ClassDeclaration|CatchClause)$/.test(parent.type))
    return key === 'id' || key === 'param';
  if (/^(Import\w*Specifier|RestElement|ArrayPattern)$/.test(parent.type))
    return places.includes(key);
  if (parent.type === 'AssignmentPattern') return key === 'left';
  return parent.type === 'Property' && parent.inPattern === true && key === 'value';
}

function isPropertyName(parent: Node | null, key: string): boolean {
  if (parent === null) return false;
  if (parent.type === 'MemberExpression') return key === 'property' && parent.computed !== true;
  if (parent.type.startsWith('TS') && parent.type !== 'TSAsExpression') return true;
  return key === 'key' && parent.computed !== true;
}

function walk(
  node: unknown,
  parent: Node | null,
  key: string,
  visit: (node: Node, parent: Node | null, key: string) => void,
): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, parent, key, visit);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const isNode = typeof (node as Node).type === 'string';
  const here = isNode ? (node as Node) : parent;
  if (isNode) visit(node as Node, parent, key);
  const inPattern = here?.type === 'ObjectPattern';
  for (const [childKey, child] of Object.entries(node)) {
    if (childKey === 'parent') continue;
    walk(
      inPattern && childKey === 'properties' ? markPattern(child) : child,
      here,
      isNode ? childKey : key,
      visit,
    );
  }
}

function markPattern(properties: unknown): unknown {
  return (properties as Node[]).map((property) => ({ ...property, inPattern: true }));
}
