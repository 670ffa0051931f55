import { useApi } from '../../api/api-context.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { refundsTexts } from './refunds-texts.ts';

/** Names whoever did something: the person who looks, the system, or the id of another person or key. */
export function useActorName(): (actor: string) => string {
  const text = useTexts(refundsTexts);
  const { user } = useApi();
  return (actor) =>
    actor === `user:${user.id}` ? text.you : actor === 'system' ? text.system : actor;
}
