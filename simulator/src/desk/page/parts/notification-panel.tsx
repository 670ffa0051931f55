/** Every notification with its attempts, and a button that sends it again. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../browser.ts';
import { clockTime, tail } from '../format.ts';
import { useSay } from '../language.ts';
import type { TextName } from '../texts.ts';
import { usePolled } from '../use-polled.ts';
import type { Notification, NotificationAttempt } from '../wire.ts';

/** Draws the list, newest first. */
export function NotificationPanel({ version }: { readonly version: number }): JSX.Element {
  const say = useSay();
  const { value, refresh } = usePolled('/_simulator/notifications?limit=50', version);
  const [problem, setProblem] = useState('');
  const list = readNotifications(value);
  const resend = (id: string): void => {
    sendJson('POST', `/_simulator/notifications/${encodeURIComponent(id)}/resend`)
      .then(
        () => setProblem(''),
        (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
      )
      .finally(refresh);
  };
  return (
    <section class="panel" aria-label={say('notifications')}>
      <p class="note">{say('notificationsText')}</p>
      {problem !== '' && (
        <p class="problem" role="alert">
          {say('actionFailed')}
          {problem}
        </p>
      )}
      {list.length === 0 && <p class="hint">{say('noNotifications')}</p>}
      <ul class="notifications">
        {list.toReversed().map((each) => (
          <NotificationRow key={each.id} notification={each} onResend={() => resend(each.id)} />
        ))}
      </ul>
    </section>
  );
}

const stateText: Readonly<Record<Notification['state'], TextName>> = {
  pending: 'delivering',
  acknowledged: 'acknowledged',
  exhausted: 'gaveUp',
};

const resultText: Readonly<Record<NotificationAttempt['result'], TextName>> = {
  acknowledged: 'acknowledged',
  refused: 'refused',
  failed: 'failed',
  lost: 'lost',
};

function NotificationRow(props: {
  readonly notification: Notification;
  onResend(): void;
}): JSX.Element {
  const say = useSay();
  const { notification } = props;
  const { attempts, nextAttemptAtMs } = notification;
  return (
    <li>
      <div class="notification-head">
        <span
          class="outcome"
          data-outcome={notification.state === 'acknowledged' ? 'ok' : 'pending'}
        >
          {say(stateText[notification.state])}
        </span>
        <code>{notification.eventType}</code>
        <span class="notification-id" title={notification.outTradeNo ?? notification.id}>
          {tail(notification.outTradeNo ?? notification.id)}
        </span>
        <span class="spread" />
        <button type="button" class="quiet" onClick={props.onResend}>
          {say('resend')}
        </button>
      </div>
      <ol class="notification-attempts">
        {attempts.length === 0 && <li>{say('noAttempt')}</li>}
        {attempts.map((attempt, index) => (
          <li key={index}>
            <span>{clockTime(attempt.atMs)}</span>
            <span
              class="outcome"
              data-outcome={attempt.result === 'acknowledged' ? 'ok' : 'refused'}
            >
              {say(resultText[attempt.result])}
            </span>
            {attempt.status !== undefined && <span>HTTP {attempt.status}</span>}
            {attempt.result === 'failed' && <span>{attempt.reason}</span>}
          </li>
        ))}
        {nextAttemptAtMs !== undefined && (
          <li>
            <span>{clockTime(nextAttemptAtMs)}</span>
            <span class="hint">{say('nextAttempt')}</span>
          </li>
        )}
      </ol>
    </li>
  );
}

function readNotifications(value: unknown): readonly Notification[] {
  const list = (value as { items?: unknown } | undefined)?.items;
  return Array.isArray(list) ? (list as Notification[]) : [];
}
