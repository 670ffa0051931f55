/** One click says why the cashier refused a signature: which text was really signed. */
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { sendJson } from '../browser.ts';
import { ExplainsContext } from '../explains.ts';
import { useSay } from '../language.ts';
import type { FlowEvent } from '../wire.ts';
import { CopyButton } from './body-view.tsx';

type Answer =
  | { readonly state: 'idle' | 'asking' }
  | { readonly state: 'told' | 'failed'; readonly text: string };

/** Draws the button, then the answer; nothing where the simulator cannot say. */
export function WhyRefused({ event }: { readonly event: FlowEvent }): JSX.Element | null {
  const say = useSay();
  const explains = useContext(ExplainsContext);
  const [answer, setAnswer] = useState<Answer>({ state: 'idle' });
  if (!explains || event.name !== 'cashier.check' || event.signature?.verified !== false)
    return null;
  if (answer.state === 'told') {
    return (
      <section class="block">
        <h3>{say('whyRefused')}</h3>
        <div class="body">
          <div class="body-bar">
            <CopyButton text={answer.text} />
          </div>
          <pre>{answer.text}</pre>
        </div>
      </section>
    );
  }
  const ask = (): void => {
    setAnswer({ state: 'asking' });
    explain(event.id, say.language).then(setAnswer);
  };
  return (
    <p class="why">
      <button type="button" class="primary" disabled={answer.state === 'asking'} onClick={ask}>
        {say(answer.state === 'asking' ? 'findingOut' : 'whyRefused')}
      </button>
      {answer.state === 'failed' && <span class="reason">{say('actionFailed') + answer.text}</span>}
    </p>
  );
}

async function explain(eventId: number, language: string): Promise<Answer> {
  try {
    const answer = await sendJson('POST', '/_simulator/explanations', { eventId, language });
    return { state: 'told', text: String((answer as { text?: unknown }).text) };
  } catch (error) {
    return { state: 'failed', text: error instanceof Error ? error.message : String(error) };
  }
}
