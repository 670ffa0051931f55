import { isRecord } from '../easel/instance.ts';
import type { BuiltIn } from './built-in.ts';

/** What rich text may hold, as in WeChat: no scripts, frames, forms or links. */
const TAGS = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'style class align alt src height width dir colspan rowspan color face start type span'.split(
    ' ',
  ),
);

/** `<rich-text>`: shows HTML text or nodes, stripped to the tags and attributes WeChat allows. */
export const richText: BuiltIn = {
  tag: 'rich-text',
  properties: { nodes: null, space: String },
  mount: ({ host }) => ({
    changed: {
      nodes: (nodes) => {
        if (typeof nodes !== 'string') {
          host.replaceChildren(...fromNodes(nodes));
          return;
        }
        // A parsed document runs nothing and loads nothing; only the allowed copy is shown.
        const parsed = new DOMParser().parseFromString(nodes, 'text/html');
        host.replaceChildren(...[...parsed.body.childNodes].flatMap(copyAllowed));
      },
    },
  }),
};

function copyAllowed(node: Node): Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')];
  if (!(node instanceof Element) || !TAGS.has(node.localName)) return [];
  const copy = document.createElement(node.localName);
  for (const { name, value } of node.attributes) writeAttribute(copy, name, value);
  copy.append(...[...node.childNodes].flatMap(copyAllowed));
  return [copy];
}

function fromNodes(nodes: unknown): Node[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.filter(isRecord).flatMap((node): Node[] => {
    if (node.type === 'text') return [document.createTextNode(String(node.text ?? ''))];
    const name = String(node.name ?? '').toLowerCase();
    if (!TAGS.has(name)) return [];
    const element = document.createElement(name);
    const attributes = isRecord(node.attrs) ? node.attrs : {};
    for (const [key, value] of Object.entries(attributes)) writeAttribute(element, key, value);
    element.append(...fromNodes(node.children));
    return [element];
  });
}

function writeAttribute(element: Element, name: string, value: unknown): void {
  const text = String(value);
  if (!ATTRIBUTES.has(name) || (name === 'src' && /^\s*javascript:/i.test(text))) return;
  element.setAttribute(name, text);
}
