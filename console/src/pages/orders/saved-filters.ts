import { createPreference } from '../../app/create-preference.ts';

/** A filter that a person keeps: its name and the search of its address. */
export interface SavedFilter {
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
}

const most = 12;

/** The kept filters of this browser, as JSON. */
export const savedFilters = createPreference<string>(
  'order-filters',
  (value): value is string => parseSaved(value) !== null,
  () => '[]',
);

/** Reads the kept filters; null: it is not a list of such. */
export function parseSaved(text: string): readonly SavedFilter[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isSaved) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps one more, newest first; the same name replaces. */
export function keepFilter(filters: readonly SavedFilter[], filter: SavedFilter): string {
  const others = filters.filter(({ name }) => name !== filter.name);
  return JSON.stringify([filter, ...others].slice(0, most));
}

function isSaved(value: unknown): value is SavedFilter {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'search' in value &&
    typeof value.search === 'object' &&
    value.search !== null
  );
}
