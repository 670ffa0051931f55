import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConsoleClient } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';

/** One of the calls about people; what it changed is read again. */
export function usePeopleCall<Wish, Answer>(
  call: (client: ConsoleClient, wish: Wish) => Promise<Answer>,
) {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => call(client, wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: [merchantId, 'users'] }),
  });
}
