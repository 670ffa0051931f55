/** The fault switches. */
import type { JSX } from 'preact';
import { faultMenu } from '../fault-menu.ts';
import { useSay } from '../language.ts';
import { withNumber } from '../texts.ts';
import { type FaultState, findActive } from '../use-faults.ts';

/** Draws every switch with its one-line explanation. */
export function FaultPanel({ faults }: { readonly faults: FaultState }): JSX.Element {
  const say = useSay();
  return (
    <section class="panel" aria-label={say('faults')}>
      <p class="note">{say('faultsText')}</p>
      {faults.problem !== '' && (
        <p class="problem" role="alert">
          {say('actionFailed')}
          {faults.problem}
        </p>
      )}
      {faultMenu.map((group) => (
        <div key={group.title.en}>
          <h2 class="phase">{say(group.title)}</h2>
          <ul class="faults">
            {group.switches.map(({ order, title, text }) => {
              const on = findActive(faults.active, order);
              return (
                <li key={title.en}>
                  <button
                    type="button"
                    role="switch"
                    class="fault"
                    data-fault={order.kind}
                    aria-checked={on !== undefined}
                    onClick={() => faults.toggle(order)}
                  >
                    <span class="fault-title">
                      {say(title)}
                      {typeof on?.left === 'number' && (
                        <span class="fault-left">{withNumber(say('remaining'), on.left)}</span>
                      )}
                    </span>
                    <span class="fault-text">{say(text)}</span>
                    <span class="switch" aria-hidden="true" />
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </section>
  );
}
