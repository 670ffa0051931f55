import { type Node, parse } from 'acorn';
import { full } from 'acorn-walk';
import MagicString from 'magic-string';

/** Escapes that JavaScript drops in strings and WXS keeps, as `getRegExp('\d+')` relies on. */
const KEPT_ESCAPE = /\\(?=[dDwWsSBpPc.*+?^${}()|[\]/-])/g;

/**
 * Turns WXS into JavaScript with WXS's meaning: `x.constructor` is a string such as `'Array'`
 * (asked from the runtime through `__wxsTypeOf`), and `'\d'` keeps its backslash.
 *
 * @throws SyntaxError with `loc` when the script cannot be parsed.
 */
export function compileWxs(source: string): string {
  const output = new MagicString(source);
  const tree = parse(source, {
    ecmaVersion: 2020,
    sourceType: 'script',
    allowReturnOutsideFunction: true,
  });
  full(tree, (node) => {
    const member = constructorRead(node);
    if (member !== null) {
      output.appendLeft(member.start, '__wxsTypeOf(');
      output.overwrite(member.objectEnd, member.end, ')');
    }
    if (isStringLiteral(node)) {
      const raw = source.slice(node.start + 1, node.end - 1);
      const kept = raw.replace(KEPT_ESCAPE, '\\\\');
      if (kept !== raw) output.overwrite(node.start + 1, node.end - 1, kept);
    }
  });
  return output.toString();
}

/** The code paths, without suffix, that compiled WXS requires. */
export function requiredScripts(compiled: string): string[] {
  return [...compiled.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g)].flatMap((match) =>
    match[1] === undefined ? [] : [match[1].replace(/\.wxs$/, '')],
  );
}

function constructorRead(node: Node): { start: number; objectEnd: number; end: number } | null {
  if (node.type !== 'MemberExpression') return null;
  const { computed, property, object } = node as Node & {
    computed: boolean;
    property: Node & { name?: string };
    object: Node;
  };
  if (computed || property.name !== 'constructor') return null;
  return { start: node.start, objectEnd: object.end, end: node.end };
}

function isStringLiteral(node: Node): boolean {
  return node.type === 'Literal' && typeof (node as Node & { value?: unknown }).value === 'string';
}
