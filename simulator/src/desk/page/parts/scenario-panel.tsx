/** Scenarios: each plays one thing that happens to real shops, and the flow shows its steps. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../browser.ts';
import { useSay } from '../language.ts';
import type { Words } from '../texts.ts';
import type { DeskScenario } from '../wire.ts';

interface ScenarioPanelProps {
  readonly scenarios: readonly DeskScenario[];
  /** Opens the purchase that a scenario was about. */
  onDone(outTradeNo: string): void;
}

/** How the last one ended. */
type Ending =
  | { readonly id: string; readonly text: Words }
  | { readonly id: string; readonly problem: string };

/** Draws them; one runs at a time. */
export function ScenarioPanel({ scenarios, onDone }: ScenarioPanelProps): JSX.Element {
  const say = useSay();
  const [running, setRunning] = useState('');
  const [ending, setEnding] = useState<Ending | null>(null);
  const run = async (id: string): Promise<void> => {
    setRunning(id);
    setEnding(null);
    try {
      const { text, outTradeNo } = readResult(
        await sendJson('POST', `/_desk/scenarios/${encodeURIComponent(id)}`, {}),
      );
      setEnding({ id, text });
      if (outTradeNo !== undefined) onDone(outTradeNo);
    } catch (error) {
      setEnding({ id, problem: error instanceof Error ? error.message : String(error) });
    } finally {
      setRunning('');
    }
  };
  return (
    <section class="panel" aria-label={say('scenarios')}>
      <p class="note">{say('scenariosText')}</p>
      <ul class="scenarios">
        {scenarios.map(({ id, title, text }) => (
          <li key={id} data-scenario={id} data-state={stateOf(id, running, ending)}>
            <div class="scenario-about">
              <h3 class="scenario-title">{say(title)}</h3>
              <p class="scenario-text">{say(text)}</p>
            </div>
            <button
              type="button"
              class="scenario-run"
              disabled={running !== ''}
              aria-busy={running === id}
              aria-label={`${say('runScenario')}: ${say(title)}`}
              onClick={() => void run(id)}
            >
              {say(running === id ? 'scenarioRunning' : 'runScenario')}
            </button>
            {ending?.id === id && (
              <p
                class="scenario-end"
                role="status"
                ref={(end) => end?.scrollIntoView({ block: 'nearest' })}
              >
                {'text' in ending ? say(ending.text) : `${say('actionFailed')}${ending.problem}`}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf(id: string, running: string, ending: Ending | null): string {
  if (running === id) return 'running';
  if (ending?.id !== id) return 'ready';
  return 'text' in ending ? 'done' : 'failed';
}

function readResult(value: unknown): {
  readonly text: Words;
  readonly outTradeNo: string | undefined;
} {
  const { text, outTradeNo } = value as { text: Words; outTradeNo?: string };
  return { text, outTradeNo };
}
