import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import type { List } from '@yifen/contract';
import { useState } from 'react';

/** A list of which one page is shown, however many there are. */
export interface PagedList<T> {
  readonly rows: readonly T[] | undefined;
  readonly error: Error | null;
  /** The first page is not there yet. */
  readonly isLoading: boolean;
  /** Another page is on its way; the one before is still shown. */
  readonly isTurning: boolean;
  readonly pageNumber: number;
  readonly next: (() => void) | null;
  readonly previous: (() => void) | null;
  refetch(): void;
}

/** Reads a list page by page with the server's cursors; begins anew whenever `key` changes. */
export function usePagedList<T>(
  key: QueryKey,
  read: (cursor: string | undefined) => Promise<List<T>>,
  /** How soon the page is read again by itself, e.g. while something of it is under way; false: never. */
  everyMs: (rows: readonly T[]) => number | false = () => false,
): PagedList<T> {
  const name = JSON.stringify(key);
  const [place, setPlace] = useState<{ name: string; cursors: readonly string[] }>({
    name,
    cursors: [],
  });
  const cursors = place.name === name ? place.cursors : [];
  const cursor = cursors.at(-1);
  const query = useQuery({
    queryKey: [...key, cursor ?? ''],
    queryFn: () => read(cursor),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => everyMs(state.data?.items ?? []),
  });
  const nextCursor = query.isPlaceholderData ? null : (query.data?.nextCursor ?? null);
  return {
    rows: query.data?.items,
    error: query.error,
    isLoading: query.isPending,
    isTurning: query.isPlaceholderData,
    pageNumber: cursors.length + 1,
    next: nextCursor === null ? null : () => setPlace({ name, cursors: [...cursors, nextCursor] }),
    previous: cursors.length === 0 ? null : () => setPlace({ name, cursors: cursors.slice(0, -1) }),
    refetch: () => void query.refetch(),
  };
}
