import selectorParser, { type Node, type Selector, type Tag } from 'postcss-selector-parser';
import { builtInTags } from './built-in-templates.ts';

/** Where the rules of a style sheet apply. */
export interface SelectorScope {
  /** Class prefix of an isolated component; also the name of its host. */
  readonly prefix?: string;
  /** Route of the page the rules belong to. */
  readonly route?: string;
}

/**
 * Rewrites a WXSS selector to one for the phone's DOM: `view` -> `wx-view`, `.a` -> `.c1--a`,
 * `#id` -> the attribute the runtime writes, `:host` -> the host's mark, and page rules confined
 * to their page by `:where`, which does not change specificity.
 */
export function rewriteSelector(selector: string, scope: SelectorScope): string {
  return selectorParser((list) => list.each((one) => rewriteOne(one, scope))).processSync(selector);
}

function rewriteOne(selector: Selector, scope: SelectorScope): void {
  const { prefix, route } = scope;
  const pageTags: Tag[] = [];
  selector.walk((node) => {
    if (node.type === 'class' && prefix !== undefined) node.value = `${prefix}--${node.value}`;
    if (node.type === 'id') node.replaceWith(idMatch(node.value));
    if (node.type === 'tag' && node.value === 'page') pageTags.push(node);
    if (node.type === 'tag' && builtInTags.has(node.value)) node.value = `wx-${node.value}`;
    if (node.type === 'pseudo' && node.value === ':host') {
      node.replaceWith(attribute('wx-host', prefix ?? '-'));
    }
  });
  if (route === undefined) return;
  const confined = `:where([data-route="${route}"])`;
  for (const tag of pageTags) tag.value = `page${confined}`;
  if (pageTags.length === 0) selector.prepend(selectorParser.tag({ value: `${confined} ` }));
}

/** Matches the written id with the weight of an id: an `:is()` counts as its heaviest argument. */
function idMatch(id: string): Node {
  const arm = (node: Node) => selectorParser.selector({ nodes: [node], value: '' });
  return selectorParser.pseudo({
    value: ':is',
    nodes: [arm(attribute('data-wx-id', id)), arm(selectorParser.id({ value: '_' }))],
  });
}

function attribute(name: string, value: string): Node {
  return selectorParser.attribute({
    attribute: name,
    operator: '=',
    value,
    quoteMark: '"',
    raws: { value: `"${value}"` },
  });
}
