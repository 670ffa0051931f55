import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConsoleClient, WebhookEndpoint } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';

/** All endpoints of the merchant, or one of them. */
export function useEndpoints<T>(select: (endpoints: readonly WebhookEndpoint[]) => T) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'webhooks', 'endpoints'],
    queryFn: () => client.endpoints(),
    select: ({ items }) => select(items),
  });
}

/** One of the calls about webhooks; what it changed is read again. */
export function useWebhookCall<Wish, Answer>(
  call: (client: ConsoleClient, wish: Wish) => Promise<Answer>,
) {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => call(client, wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: [merchantId, 'webhooks'] }),
  });
}
