import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConsoleClient } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';

/** How the merchant that is looked at is set up: nothing in it is secret. */
export function useMerchantSettings() {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'settings'],
    queryFn: () => client.settings(),
  });
}

/** The keys that are kept of it: which, never what. */
export function useMerchantKeys() {
  const { client, merchantId } = useApi();
  return useQuery({ queryKey: [merchantId, 'keys'], queryFn: () => client.keys() });
}

/** The merchant's mini-programs: what each tells payers, and whether it hears from WeChat. */
export function useMiniPrograms() {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'mini-programs'],
    queryFn: () => client.miniPrograms(),
  });
}

/** One of the calls about the set-up; what it changed is read again. */
export function useSetUpCall<Wish, Answer>(
  call: (client: ConsoleClient, wish: Wish) => Promise<Answer>,
) {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => call(client, wish),
    onSuccess: () =>
      Promise.all(
        ['settings', 'keys', 'merchants', 'mini-programs'].map((domain) =>
          queries.invalidateQueries({ queryKey: [merchantId, domain] }),
        ),
      ),
    // Secrets are among what is sent: nothing of it is kept once nobody shows it.
    gcTime: 0,
  });
}
