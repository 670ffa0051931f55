import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import type { DayState } from './judge-day.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';

const tones: Readonly<Record<DayState, Tone>> = {
  agrees: 'good',
  differs: 'bad',
  waiting: 'info',
  troubled: 'warn',
  expired: 'calm',
  none: 'calm',
};

/** How a day stands, in a word. */
export function DayStateTag({ state }: { state: DayState }) {
  const text = useTexts(reconciliationTexts);
  return <StateTag tone={tones[state]}>{text.states[state]}</StateTag>;
}
