import type { apiKeysTexts } from './api-keys-texts.ts';

type Says = (typeof apiKeysTexts)['zh'];
type Area = keyof Says['areas'];
type Act = keyof Says['acts'];

/** What a key may be allowed about one thing, e.g. to read and to change orders. */
export interface ScopeArea {
  readonly area: Area;
  readonly acts: readonly Act[];
}

/** All scopes there are, by what they are about, in the order of daily use. */
export const scopeAreas: readonly ScopeArea[] = [
  { area: 'orders', acts: ['read', 'write'] },
  { area: 'refunds', acts: ['read', 'write', 'approve'] },
  { area: 'shipping', acts: ['read', 'write'] },
  { area: 'products', acts: ['read', 'write'] },
  { area: 'bills', acts: ['read', 'write'] },
  { area: 'events', acts: ['read'] },
  { area: 'webhooks', acts: ['read', 'write'] },
  { area: 'jobs', acts: ['read', 'write'] },
  { area: 'merchants', acts: ['read', 'write'] },
  { area: 'keys', acts: ['read', 'write'] },
  { area: 'settings', acts: ['write'] },
  { area: 'users', acts: ['read', 'write'] },
  { area: 'audit', acts: ['read'] },
];

/** The areas with the acts that the test allows; without those where it allows none. */
export function areasWithin(isAllowed: (scope: string) => boolean): readonly ScopeArea[] {
  return scopeAreas
    .map(({ area, acts }) => ({ area, acts: acts.filter((act) => isAllowed(`${area}:${act}`)) }))
    .filter(({ acts }) => acts.length > 0);
}

/** What a key may do, in words; a scope of a later version stays as it is spelled. */
export function sayScopes(scopes: readonly string[], text: Says): string {
  const having = new Set(scopes);
  const areas = areasWithin((scope) => having.has(scope));
  const known = new Set(areas.flatMap(({ area, acts }) => acts.map((act) => `${area}:${act}`)));
  const every = scopeAreas.reduce((sum, { acts }) => sum + acts.length, 0);
  if (known.size === every) return text.everything;
  const said = areas.map(({ area, acts }) =>
    text.scopesOf(text.areas[area], acts.map((act) => text.acts[act]).join('/')),
  );
  return [...said, ...scopes.filter((scope) => !known.has(scope))].join(' · ');
}
