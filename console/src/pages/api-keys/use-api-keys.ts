import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConsoleClient } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';

/** One of the calls about API keys; what it changed is read again. */
export function useKeyCall<Wish, Answer>(
  call: (client: ConsoleClient, wish: Wish) => Promise<Answer>,
) {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => call(client, wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: [merchantId, 'api-keys'] }),
    // The text of a key is in the answer: nothing of it is kept once nobody shows it.
    gcTime: 0,
  });
}
