import './attempt-line.css';
import type { DeliveryAttempt } from '@yifen/contract';
import { JsonText } from '../../components/json-text.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** One attempt: what the other side answered, or why it did not. */
export function AttemptLine({ attempt }: { attempt: DeliveryAttempt }) {
  const text = useTexts(webhooksTexts);
  const { at, durationMs, status, failure, answer } = attempt;
  const isTaken = status !== null && status >= 200 && status < 300;
  return (
    <div className="y-attempt">
      <div className="y-row">
        <StateTag tone={isTaken ? 'good' : 'bad'}>{status ?? text.failed}</StateTag>
        <Time at={at} zone />
        <span className="y-quiet y-number">{text.ms(durationMs)}</span>
        {failure !== null && <span className="y-break">{failure}</span>}
      </div>
      {status !== null &&
        (answer === '' ? (
          <span className="y-quiet">{text.noAnswer}</span>
        ) : (
          <JsonText value={answer} label={text.answer} />
        ))}
    </div>
  );
}
