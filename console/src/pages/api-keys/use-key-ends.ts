import { useQueries } from '@tanstack/react-query';
import type { ApiKey } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';
import { guessKeyEnd, type KeyEnd, readKeyEnd } from './key-end.ts';

/** How many keys the audit log is asked about; those that ended before are said by their times. */
const mostAsked = 20;

/** How many lines of a key are read: it is made, rotated, revoked. */
const mostLines = 10;

/** Why each of these keys ended, by the audit log where the role may read it. */
export function useKeyEnds(ended: readonly ApiKey[], keys: readonly ApiKey[]) {
  const { client, merchantId, can } = useApi();
  const latest = can('audit:read') ? latestOf(ended) : [];
  const asked = useQueries({
    queries: latest.map((key) => ({
      queryKey: [merchantId, 'api-keys', 'end', key.id],
      queryFn: async () => {
        const { items } = await client.audit({
          order: 'newest',
          subject: key.id,
          limit: mostLines,
        });
        return readKeyEnd(key, items);
      },
      // What has ended stays as it is.
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const known = new Map(latest.map(({ id }, at) => [id, asked[at]?.data]));
  return (key: ApiKey): KeyEnd => known.get(key.id) ?? guessKeyEnd(key, keys);
}

function latestOf(ended: readonly ApiKey[]): readonly ApiKey[] {
  return [...ended]
    .sort((one, other) => (other.expiresAt ?? '').localeCompare(one.expiresAt ?? ''))
    .slice(0, mostAsked);
}
