import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One public name of the SDK, as its declarations describe it. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'interface' | 'type' | 'const';
  /** The text of its doc comment, without the stars; empty if it has none. */
  readonly doc: string;
  /** The declaration itself, comments of its members included. */
  readonly text: string;
  /** Where it is declared, from the folder of declarations: `core/errors/api-error`. */
  readonly module: string;
  /** What it is imported from. */
  readonly door: string;
}

type Program = ReturnType<typeof parseSync>;

/** Reads declaration files of one folder, each once. */
export class DeclarationFolder {
  readonly #folder: string;
  readonly #read = new Map<string, { readonly source: string; readonly parsed: Program }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Lists what a module exports, following re-exports to where each name is declared. */
  exportsOf(module: string, door: string): Declaration[] {
    const { parsed } = this.#open(module);
    return parsed.module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry): Declaration[] => {
        const name = entry.exportName.name ?? entry.localName.name;
        if (name === null) throw new Error(`${module}: an export without a name`);
        const imported = entry.importName.name ?? name;
        const from = entry.moduleRequest?.value;
        const home = from === undefined ? module : target(module, from);
        return [{ ...this.#find(home, imported, door), name }];
      }),
    );
  }

  #find(module: string, name: string, door: string): Declaration {
    const { source, parsed } = this.#open(module);
    const own = declared(source, parsed, name);
    if (own !== null) return { ...own, name, module, door };
    const passedOn = parsed.module.staticExports
      .flatMap(({ entries }) => entries)
      .find((entry) => entry.exportName.name === name && entry.moduleRequest !== null);
    if (passedOn?.moduleRequest == null) throw new Error(`${module} declares no ${name}`);
    const home = target(module, passedOn.moduleRequest.value);
    return this.#find(home, passedOn.importName.name ?? name, door);
  }

  #open(module: string) {
    const known = this.#read.get(module);
    if (known) return known;
    const file = `${this.#folder}/${module}.d.ts`;
    const source = readFileSync(file, 'utf8');
    const opened = { source, parsed: parseSync(file, source) };
    this.#read.set(module, opened);
    return opened;
  }
}

const kinds = {
  TSDeclareFunction: 'function',
  FunctionDeclaration: 'function',
  ClassDeclaration: 'class',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
  VariableDeclaration: 'const',
} as const;

function declared(source: string, { program, comments }: Program, name: string) {
  const matches = program.body.flatMap((statement) => {
    const node =
      statement.type === 'ExportNamedDeclaration' && statement.declaration
        ? statement.declaration
        : statement;
    const kind = kinds[node.type as keyof typeof kinds];
    if (kind === undefined || !names(node).includes(name)) return [];
    const comment = comments.findLast(
      ({ type, end }) =>
        type === 'Block' &&
        end <= statement.start &&
        source.slice(end, statement.start).trim() === '',
    );
    const text = source
      .slice(statement.start, statement.end)
      .replace(/^export (declare )?/, '')
      .replaceAll('    ', '  ');
    return [{ kind, doc: comment ? bare(comment.value) : '', text }];
  });
  const [first, ...overloads] = matches;
  if (first === undefined) return null;
  const doc = matches.map((match) => match.doc).find((each) => each !== '') ?? '';
  return { ...first, doc, text: [first, ...overloads].map(({ text }) => text).join('\n') };
}

function names(node: object): readonly string[] {
  const id: unknown = Reflect.get(node, 'id');
  if (isNamed(id)) return [id.name];
  const declarations: unknown = Reflect.get(node, 'declarations');
  return Array.isArray(declarations) ? declarations.flatMap(names) : [];
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value;
}

function target(module: string, specifier: string): string {
  return posix.join(posix.dirname(module), specifier).replace(/\.(?:ts|js)$/, '');
}

function bare(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}
