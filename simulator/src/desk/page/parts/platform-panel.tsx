/** What stands on WeChat's side: time, orders, keys, bills. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../browser.ts';
import { useSay } from '../language.ts';
import { usePolled } from '../use-polled.ts';
import { BillSection } from './bill-section.tsx';
import { ClockSection } from './clock-section.tsx';
import { KeySection } from './key-section.tsx';
import { OrderSection } from './order-section.tsx';

/** Sends a wish to the control API and has the panel read again. */
export type Act = (path: string, body: unknown) => void;

/** Draws the sections. */
export function PlatformPanel({ version }: { readonly version: number }): JSX.Element {
  const say = useSay();
  const clock = usePolled('/_simulator/clock', version);
  const keys = usePolled('/_simulator/keys', version);
  const orders = usePolled('/_simulator/orders?limit=50', version);
  const [problem, setProblem] = useState('');
  const act: Act = (path, body) => {
    sendJson('POST', `/_simulator${path}`, body)
      .then(
        () => setProblem(''),
        (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => {
        for (const each of [clock, keys, orders]) each.refresh();
      });
  };
  return (
    <section class="panel" aria-label={say('platform')}>
      <p class="note">{say('platformText')}</p>
      {problem !== '' && (
        <p class="problem" role="alert">
          {say('actionFailed')}
          {problem}
        </p>
      )}
      <ClockSection value={clock.value} act={act} />
      <OrderSection value={orders.value} />
      <KeySection value={keys.value} act={act} />
      <BillSection value={clock.value} />
    </section>
  );
}
