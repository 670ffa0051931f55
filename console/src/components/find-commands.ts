import { type NavigationEntry, navigation } from '../app/navigation.ts';

/** One thing that the palette can do. */
export interface Command {
  readonly id: string;
  readonly page: NavigationEntry['name'];
  /** What to search for; null: it only goes to the page. */
  readonly number: string | null;
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
}

/** Digits, or the shape of one of our ids: what people paste. */
const looksLikeNumber = /^[\w|*@-]{6,64}$/;

/**
 * Finds what the palette offers for what was typed: pages whose name holds it in the language of the moment
 * or whose address begins with it, and a search by number, first when it looks like one.
 */
export function findCommands(
  typed: string,
  can: (scope: string) => boolean,
  names: Readonly<Record<NavigationEntry['name'], string>>,
): readonly Command[] {
  const wanted = typed.trim();
  const word = wanted.toLowerCase();
  const pages = navigation
    .flatMap(({ entries }) => entries)
    .filter(({ scope }) => scope === null || can(scope))
    .filter(
      ({ name, path }) => names[name].toLowerCase().includes(word) || path.startsWith(`/${word}`),
    )
    .map(
      ({ name, path }): Command => ({ id: name, page: name, number: null, to: path, search: {} }),
    );
  if (wanted === '' || !can('orders:read')) return pages;
  const search: Command = {
    id: 'number',
    page: 'orders',
    number: wanted,
    to: '/orders',
    search: { number: wanted },
  };
  const isNumber = looksLikeNumber.test(wanted) && /\d/.test(wanted);
  return isNumber || pages.length === 0 ? [search, ...pages] : [...pages, search];
}
