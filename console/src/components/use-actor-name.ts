import { useQuery } from '@tanstack/react-query';
import type { ConsoleUser } from '@yifen/contract';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';

const mostPeople = 100;
const keptMs = 300_000;

/**
 * Names whoever did something: the person who looks, a colleague by name when the role may see people, the
 * system, WeChat; of a key and of people unseen the end of the id.
 */
export function useActorName(): (actor: string) => string {
  const { actors } = useTexts(componentTexts);
  const { client, merchantId, user, can } = useApi();
  const people = useQuery({
    queryKey: [merchantId, 'users', 'names'],
    queryFn: () => client.users({ limit: mostPeople }),
    enabled: can('users:read'),
    staleTime: keptMs,
  });
  const known: readonly Pick<ConsoleUser, 'id' | 'name'>[] = people.data?.items ?? [];
  return (actor) => {
    const [kind = '', id] = actor.split(':');
    if (id === undefined) return kind in actors ? actors[kind as keyof typeof actors] : actor;
    if (kind === 'user' && id === user.id) return actors.you;
    const name = kind === 'user' && known.find((person) => person.id === id)?.name;
    if (name) return name;
    return `${kind === 'key' ? actors.key : actors.user} …${id.slice(-6)}`;
  };
}

/** A note of the history with people and keys by name. */
export function nameActors(note: string, nameOf: (actor: string) => string): string {
  return note.replaceAll(/\b(?:user|key):[\w-]+/g, nameOf);
}
