import type { AnyRequest } from './create-call.ts';

/** The part of the platform's `fetch` that the client needs, so that no DOM types are required. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; text(): Promise<string> }>;

/** Makes a `fetch` fit what the clients need. */
export function fetchRequest(fetch: Fetch): AnyRequest {
  return async ({ method, url, headers, body }) => {
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  };
}
