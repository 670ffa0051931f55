/** What WeChat's XML holds: texts, and objects of texts where elements are nested. */
export type FlatXml = { readonly [name: string]: FlatXml | string };

/**
 * Reads the XML that WeChat pushes: elements, texts and CDATA. Anything else (attributes, DTDs, processing
 * instructions, comments, entities beyond the five) is refused, so that no text can be read in two ways.
 *
 * @returns the children of the root element by name; undefined when it is not such XML
 */
export function readFlatXml(text: string): FlatXml | undefined {
  const tokens = [...text.trim().matchAll(token)];
  const length = tokens.reduce((sum, [match]) => sum + match.length, 0);
  // Every character belongs to a token, or there is something in it that is not understood.
  if (length !== text.trim().length) return undefined;
  const open: Element[] = [{ name: '', children: new Map(), text: '' }];
  for (const { groups = {} } of tokens) {
    const top = open.at(-1);
    if (top === undefined || open.length > deepest) return undefined;
    if (groups.start !== undefined) {
      open.push({ name: groups.start, children: new Map(), text: '' });
    } else if (groups.end !== undefined) {
      open.pop();
      const parent = open.at(-1);
      if (top.name !== groups.end || parent === undefined) return undefined;
      // A name that comes twice would let one reader see the first and another the last.
      if (parent.children.has(top.name)) return undefined;
      parent.children.set(top.name, contentOf(top));
    } else {
      top.text += groups.cdata ?? decode(groups.text ?? '');
    }
  }
  const [document] = open;
  const [root] = document?.children.values() ?? [];
  const whole = open.length === 1 && document?.children.size === 1 && document.text === '';
  return whole && typeof root === 'object' ? root : undefined;
}

interface Element {
  readonly name: string;
  readonly children: Map<string, FlatXml | string>;
  text: string;
}

const deepest = 16;

const token =
  /<(?<start>\w+)>|<\/(?<end>\w+)>|<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|(?<text>(?:[^<&]|&(?:lt|gt|amp|quot|apos);)+)/g;

function contentOf({ children, text }: Element): FlatXml | string {
  return children.size > 0 ? Object.freeze(Object.fromEntries(children)) : text;
}

const entities: Readonly<Record<string, string>> = Object.freeze({
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
});

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
}
