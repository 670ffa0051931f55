import type { OrderState } from '@yifen/contract';
import { useTexts } from '../language/define-texts.ts';
import { StateTag, type Tone } from './state-tag.tsx';
import { stateTexts } from './state-texts.ts';

const tones: Readonly<Record<OrderState, Tone>> = {
  created: 'calm',
  payable: 'info',
  paid: 'good',
  closing: 'calm',
  closed: 'calm',
  disputed: 'bad',
  refunding: 'warn',
};

/** The state of an order in a word. */
export function OrderStateTag({ state }: { state: OrderState }) {
  return <StateTag tone={tones[state]}>{useTexts(stateTexts).order[state]}</StateTag>;
}
