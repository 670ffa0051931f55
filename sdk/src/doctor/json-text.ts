/** A JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonMembers = { readonly [key: string]: Json };

/** How a library writes JSON. */
export interface JsonStyle {
  /** Who writes like this, for sentences. */
  readonly name: { readonly zh: string; readonly en: string };
  /** Whether many write like this. */
  readonly usual: boolean;
  readonly write: (value: Json) => string;
}

/** Parses JSON; undefined when it is none, or has no members to write in another way. */
export function parseJson(text: string): JsonMembers | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The ways in which common libraries write the same value. */
export const jsonStyles: readonly JsonStyle[] = Object.freeze([
  style('紧凑格式', 'compactly', true, (value) => JSON.stringify(value)),
  style(
    '逗号冒号后带空格（Python json.dumps 默认）',
    'with spaces after commas and colons (Python’s json.dumps)',
    true,
    (value) => escapeNonAscii(spaced(value)),
  ),
  style('逗号冒号后带空格', 'with spaces after commas and colons', false, spaced),
  style('中文转成 \\uXXXX', 'with \\uXXXX escapes', false, (value) =>
    escapeNonAscii(JSON.stringify(value)),
  ),
  style(
    '斜杠转义（PHP json_encode 默认）',
    'with slashes and non-ASCII escaped (PHP’s json_encode)',
    true,
    (value) => escapeNonAscii(JSON.stringify(value)).replaceAll('/', '\\/'),
  ),
  style('斜杠转义', 'with slashes escaped', false, (value) =>
    JSON.stringify(value).replaceAll('/', '\\/'),
  ),
  style(
    '<、>、& 转义（Go json.Marshal 默认）',
    'with <, > and & escaped (Go’s json.Marshal)',
    false,
    (value) => escapeHtml(JSON.stringify(value)),
  ),
  style('缩进格式', 'indented', true, (value) => JSON.stringify(value, null, 2)),
  style('缩进格式', 'indented', false, (value) => JSON.stringify(value, null, 4)),
  style('缩进格式', 'indented', false, (value) => JSON.stringify(value, null, '\t')),
  style('缩进格式（CRLF）', 'indented, with CRLF', false, (value) =>
    JSON.stringify(value, null, 2).replaceAll('\n', '\r\n'),
  ),
]);

function style(zh: string, en: string, usual: boolean, write: (value: Json) => string): JsonStyle {
  return Object.freeze({ name: { zh, en }, usual, write });
}

/** Sorts the members of every object by name, as many signing schemes want it. */
export function sortMembers(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (!isMembers(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortMembers(member)]));
}

/** Sorts the outermost members by name and leaves the inner ones. */
export function sortOuterMembers(value: JsonMembers): JsonMembers {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reverses the members of the outermost object. */
export function reverseMembers(value: JsonMembers): JsonMembers {
  return Object.fromEntries(Object.entries(value).toReversed());
}

/** Every other order of the outermost members, if they are few; else every move of one member. */
export function reorderMembers(value: JsonMembers): JsonMembers[] {
  const entries = Object.entries(value);
  if (entries.length <= 6)
    return permute(entries)
      .slice(1)
      .map((order) => Object.fromEntries(order));
  return entries.flatMap((entry, from) =>
    entries.flatMap((_, to) =>
      from === to || from === to + 1
        ? []
        : [Object.fromEntries(entries.toSpliced(from, 1).toSpliced(to, 0, entry))],
    ),
  );
}

/** Whether a value is a JSON object, neither array nor null. */
export function isMembers(value: unknown): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The identity comes first. */
function permute<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) =>
    permute(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

function spaced(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (!isMembers(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`,
  );
  return `{${members.join(', ')}}`;
}

function escapeNonAscii(text: string): string {
  return text.replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll(
    /[<>&\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
