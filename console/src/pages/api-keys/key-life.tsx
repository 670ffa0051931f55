import { Choice } from '../../components/choice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { apiKeysTexts } from './api-keys-texts.ts';

const days = ['30', '90', '365', 'never'] as const;

/** How long a key lives: days, or `never`, which is until it is revoked. */
export type KeyLife = (typeof days)[number];

/** Asks how long a key is to live. */
export function KeyLifeChoice({
  life,
  onChange,
}: {
  life: KeyLife;
  onChange: (life: KeyLife) => void;
}) {
  const text = useTexts(apiKeysTexts);
  return (
    <Choice
      label={text.life}
      value={life}
      options={days.map((value) => ({ value, label: text.lives[value] }))}
      onChange={onChange}
    />
  );
}

/** The same as the server takes it. */
export function lifeSecondsOf(life: KeyLife): number | null {
  return life === 'never' ? null : Number(life) * 86_400;
}
