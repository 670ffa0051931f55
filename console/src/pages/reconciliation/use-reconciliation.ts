import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { addDays } from '../../language/beijing-time.ts';
import { addMonths } from './month-grid.ts';

/** The days of a month, `yyyy-MM`, that are on the list. */
export function useMonth(month: string) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'reconciliation', 'month', month],
    queryFn: async () => {
      const query = { before: `${addMonths(month, 1)}-01`, limit: 31 };
      const { items } = await client.reconciliations(query);
      return items.filter(({ day }) => day.startsWith(month));
    },
  });
}

/** One day with both of its bills; null: it is not on the list. `everyMs` asks again while something runs. */
export function useDay(day: string, everyMs: number | false) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'reconciliation', 'day', day],
    queryFn: async () => {
      const query = { before: addDays(day, 1), limit: 1 };
      const { items } = await client.reconciliations(query);
      return items.find((each) => each.day === day) ?? null;
    },
    refetchInterval: everyMs,
  });
}

/** Differences of a day, or of all days; newest day first. */
export function useDifferences(wish: {
  readonly state: 'open' | 'resolved';
  readonly day?: string;
}) {
  const { client, merchantId } = useApi();
  return useQuery({
    queryKey: [merchantId, 'reconciliation', 'differences', wish.day ?? '', wish.state],
    queryFn: () => client.differences({ ...wish, limit: 100 }),
  });
}

/** Wants a day reconciled now. */
export function useRunDay(day: string) {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.reconcile(day),
    onSuccess: () => queries.invalidateQueries({ queryKey: [merchantId, 'reconciliation'] }),
  });
}

/** Settles a difference by hand. */
export function useResolveDifference() {
  const { client, merchantId } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      client.resolveDifference(id, reason),
    onSuccess: () =>
      Promise.all(
        ['reconciliation', 'overview'].map((domain) =>
          queries.invalidateQueries({ queryKey: [merchantId, domain] }),
        ),
      ),
  });
}
