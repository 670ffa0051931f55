import {
  type ConsoleClient,
  type ConsoleSession,
  createConsoleClient,
  fetchRequest,
  ProblemError,
} from '@yifen/contract';

/** The key under which the session is kept among the queries. */
export const sessionKey = ['session'] as const;

/** A client that asks where the page came from; its cookie goes along by itself. */
export function createClient(csrfToken: string | null, merchantId: string | null): ConsoleClient {
  return createConsoleClient({
    baseUrl: '',
    request: fetchRequest((url, init) => fetch(url, init)),
    csrfToken: () => csrfToken,
    merchantId: () => merchantId,
  });
}

/** Asks who is signed in at this browser; null: nobody. */
export async function readSession(): Promise<ConsoleSession | null> {
  try {
    return await createClient(null, null).session();
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}
