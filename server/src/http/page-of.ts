import type { Page } from '../ports.ts';

/** The page that a list's query asks for: 20 things unless it says otherwise. */
export function pageOf(query: { readonly cursor?: string; readonly limit?: string }): Page {
  return { cursor: query.cursor ?? null, limit: Number(query.limit ?? 20) };
}
