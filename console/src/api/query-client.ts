import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '@yifen/contract';
import { sessionKey } from './session.ts';

/** Keeps what was read. A session that ended is noticed at the first refusal, wherever it comes from. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error): void => {
    if (!(error instanceof ProblemError)) return;
    if (error.status === 401 || error.code.startsWith('session_needs')) {
      void client.invalidateQueries({ queryKey: sessionKey });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // The server may be on this machine or in this house: whether the browser sees an Internet says nothing.
        networkMode: 'always',
        // Reading again is harmless when no answer came; what the server said, it says again.
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ProblemError && error.status < 500),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
