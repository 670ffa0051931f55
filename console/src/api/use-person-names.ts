import { useQuery } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';

/** The names of the merchant's people by `user:<id>`; empty for those who may not see who there is. */
export function usePersonNames(): ReadonlyMap<string, string> {
  const { client, merchantId, can } = useApi();
  const people = useQuery({
    queryKey: [merchantId, 'users', 'names'],
    queryFn: async () => {
      const { items } = await client.users({ limit: 100 });
      return new Map(items.map(({ id, name }) => [`user:${id}`, name]));
    },
    enabled: can('users:read'),
    staleTime: 60_000,
  });
  return people.data ?? nobody;
}

const nobody: ReadonlyMap<string, string> = new Map();
