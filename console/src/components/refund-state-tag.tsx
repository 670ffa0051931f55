import type { RefundState } from '@yifen/contract';
import { useTexts } from '../language/define-texts.ts';
import { StateTag, type Tone } from './state-tag.tsx';
import { stateTexts } from './state-texts.ts';

const tones: Readonly<Record<RefundState, Tone>> = {
  'awaiting-approval': 'warn',
  requested: 'info',
  processing: 'info',
  succeeded: 'good',
  closed: 'calm',
  abnormal: 'bad',
  disputed: 'bad',
};

/** The state of a refund in a word. */
export function RefundStateTag({ state }: { state: RefundState }) {
  return <StateTag tone={tones[state]}>{useTexts(stateTexts).refund[state]}</StateTag>;
}
