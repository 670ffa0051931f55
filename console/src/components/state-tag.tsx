import './state-tag.css';
import type { ReactNode } from 'react';

/** What a state means to whoever looks at it. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'calm';

/** A state in a word; the tone adds a colour, never the meaning alone. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`y-tag y-tag--${tone}`}>{children}</span>;
}
