import { Link } from '@tanstack/react-router';
import type { Delivery } from '@yifen/contract';
import { useId, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { eventTexts } from '../../language/event-texts.ts';
import { AttemptLine } from './attempt-line.tsx';
import { useWebhookCall } from './use-endpoints.ts';
import { webhooksTexts } from './webhooks-texts.ts';

const tones: Readonly<Record<Delivery['state'], Tone>> = {
  pending: 'info',
  delivered: 'good',
  exhausted: 'bad',
};

/** One delivery: the event, how far it came, its attempts on demand. */
export function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const text = useTexts(webhooksTexts);
  const names = useTexts(eventTexts) as Readonly<Record<string, string>>;
  const { can } = useApi();
  const toast = useToast();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const resend = useWebhookCall((client, deliveryId: string) => client.resendDelivery(deliveryId));
  const { state, eventType, attempts, nextAttemptAt, finishedAt, createdAt } = delivery;
  return (
    <li className="y-line">
      <div className="y-line__head">
        <div className="y-row">
          <StateTag tone={tones[state]}>{text.states[state]}</StateTag>
          <b>{names[eventType] ?? eventType}</b>
          <span className="y-quiet y-mono">{eventType}</span>
          {!eventType.startsWith('reconciliation.') && can('orders:read') && (
            <Link to="/orders/$orderId" params={{ orderId: delivery.orderId }}>
              {text.order}
            </Link>
          )}
        </div>
        <div className="y-row">
          <span className="y-quiet">
            {nextAttemptAt === null ? text.finished : text.next}{' '}
            <Time at={nextAttemptAt ?? finishedAt ?? createdAt} zone />
          </span>
          <Button
            size="small"
            variant="text"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? text.hideAttempts : text.showAttempts} · {text.times(delivery.attemptCount)}
          </Button>
          {can('webhooks:write') && (
            <Button
              size="small"
              variant="outline"
              loading={resend.isPending}
              onClick={() => resend.mutate(delivery.id, { onSuccess: () => toast(text.resent) })}
            >
              {text.resend}
            </Button>
          )}
        </div>
      </div>
      {resend.error !== null && <ProblemNotice error={resend.error} />}
      {isOpen && (
        <div id={id}>
          {attempts.map((attempt) => (
            <AttemptLine key={attempt.at} attempt={attempt} />
          ))}
        </div>
      )}
    </li>
  );
}
