import { useApi } from '../../api/api-context.tsx';
import { usePersonNames } from '../../api/use-person-names.ts';
import { useTexts } from '../../language/define-texts.ts';
import { refundsTexts } from './refunds-texts.ts';

/** Names whoever did something: the person who looks, the system, another person, or the id of a key. */
export function useActorName(): (actor: string) => string {
  const text = useTexts(refundsTexts);
  const { user } = useApi();
  const names = usePersonNames();
  return (actor) =>
    actor === `user:${user.id}`
      ? text.you
      : actor === 'system'
        ? text.system
        : (names.get(actor) ?? actor);
}
