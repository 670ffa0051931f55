import type { JSX } from 'preact';
import { useSay } from '../language.ts';
import type { TextName } from '../texts.ts';
import type { Act } from './platform-panel.tsx';

interface Clock {
  readonly nowMs: number;
  readonly paused: boolean;
}

const STEPS: readonly (readonly [text: TextName, advanceMs: number])[] = [
  ['ahead15s', 15_000],
  ['ahead5min', 300_000],
  ['ahead2h', 7_200_000],
  ['ahead1d', 86_400_000],
];

/** Draws the simulated time and moves it. */
export function ClockSection(props: { readonly value: unknown; readonly act: Act }): JSX.Element {
  const say = useSay();
  const clock = props.value as Clock | undefined;
  const paused = clock?.paused === true;
  return (
    <>
      <h2 class="phase">{say('clock')}</h2>
      <dl class="facts">
        <dt>{say('clockNow')}</dt>
        <dd data-clock>{clock === undefined ? '—' : beijing(clock.nowMs)}</dd>
      </dl>
      <div class="actions">
        {STEPS.map(([text, advanceMs]) => (
          <button
            key={text}
            type="button"
            class="quiet"
            onClick={() => props.act('/clock', { advanceMs })}
          >
            {say(text)}
          </button>
        ))}
        <button
          type="button"
          class="quiet"
          aria-pressed={paused}
          onClick={() => props.act('/clock', { paused: !paused })}
        >
          {say(paused ? 'clockRun' : 'clockPause')}
        </button>
      </div>
    </>
  );
}

/** `2026-01-01 10:00:05`. */
function beijing(ms: number): string {
  return new Date(ms + 28_800_000).toISOString().slice(0, 19).replace('T', ' ');
}
