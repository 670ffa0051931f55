import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Source } from './sources.ts';
import { roomPath } from './sources.ts';

/** One import: who imports what, and whether only types cross. */
export interface Edge {
  readonly from: string;
  /** A room path for a relative import, else the specifier as written. */
  readonly to: string;
  readonly relative: boolean;
  readonly typesOnly: boolean;
  readonly line: number;
}

/** Lists every static import, re-export and dynamic import of a source. */
export function findEdges(source: Source): Edge[] {
  const { module } = parseSync(source.path, source.text);
  const edge = (specifier: string, start: number, typesOnly: boolean): Edge => {
    const relative = specifier.startsWith('.');
    const target = posix.join(posix.dirname(source.path), specifier);
    return {
      from: roomPath(source.path),
      to: relative ? roomPath(target) : specifier,
      relative,
      typesOnly,
      line: source.text.slice(0, start).split('\n').length,
    };
  };
  const imports = module.staticImports.map((found) =>
    edge(
      found.moduleRequest.value,
      found.start,
      found.entries.length > 0 && found.entries.every((entry) => entry.isType),
    ),
  );
  const exports = module.staticExports.flatMap((found) => {
    const from = found.entries.filter((entry) => entry.moduleRequest);
    const specifier = from[0]?.moduleRequest?.value;
    if (specifier === undefined) return [];
    return [
      edge(
        specifier,
        found.start,
        from.every((entry) => entry.isType),
      ),
    ];
  });
  const dynamic = module.dynamicImports.flatMap((found) => {
    const text = source.text.slice(found.moduleRequest.start, found.moduleRequest.end);
    const literal = /^(['"`])([^'"`$]+)\1$/.exec(text);
    return literal?.[2] === undefined ? [] : [edge(literal[2], found.start, false)];
  });
  return [...imports, ...exports, ...dynamic];
}
