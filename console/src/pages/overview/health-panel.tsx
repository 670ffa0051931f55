import { Link } from '@tanstack/react-router';
import type { OverviewNow } from '@yifen/contract';
import { usePreference } from '../../app/create-preference.ts';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatDuration } from '../../language/format-duration.ts';
import { language } from '../../language/language.ts';
import { overviewTexts } from './overview-texts.ts';

const slowMs = 60_000;
const oldMs = 30 * 60_000;

/** Whether notifications, polls and certificates are as they should be. */
export function HealthPanel({ now }: { now: OverviewNow }) {
  const text = useTexts(overviewTexts);
  const spoken = usePreference(language);
  const { oldestUnsettledAt, notificationLagMs, pollLagMs, certificates } = now;
  const waitedMs = oldestUnsettledAt === null ? 0 : Date.now() - Date.parse(oldestUnsettledAt);
  const certificate = [...certificates].sort((a, b) => a.daysLeft - b.daysLeft)[0];
  return (
    <section className="y-panel">
      <h2 className="y-panel__head">{text.health}</h2>
      <dl className="y-health">
        <dt>
          <Link to="/orders" search={{ state: 'created,payable,closing' }}>
            {text.oldest}
          </Link>
        </dt>
        <dd>
          {oldestUnsettledAt === null ? (
            <StateTag tone="good">{text.oldestNone}</StateTag>
          ) : (
            <StateTag tone={waitedMs > oldMs ? 'warn' : 'calm'}>
              {text.waited(formatDuration(waitedMs, spoken))}
            </StateTag>
          )}
        </dd>
        <dt title={text.notificationLagHint}>{text.notificationLag}</dt>
        <dd>
          {notificationLagMs === null ? (
            <span className="y-quiet">{text.noPayments}</span>
          ) : (
            <StateTag tone={notificationLagMs > slowMs ? 'warn' : 'good'}>
              {formatDuration(notificationLagMs, spoken)}
            </StateTag>
          )}
        </dd>
        <dt>{text.pollLag}</dt>
        <dd>
          <StateTag tone={pollLagMs > slowMs ? 'warn' : 'good'}>
            {pollLagMs < 1_000 ? text.onTime : text.late(formatDuration(pollLagMs, spoken))}
          </StateTag>
        </dd>
        <dt>{text.certificate}</dt>
        <dd>
          {certificate === undefined ? (
            <span className="y-quiet">{text.publicKey}</span>
          ) : (
            <StateTag tone={toneOfDays(certificate.daysLeft)}>
              {text.daysLeft(certificate.daysLeft)}
            </StateTag>
          )}
        </dd>
      </dl>
    </section>
  );
}

function toneOfDays(days: number): Tone {
  return days < 7 ? 'bad' : days < 30 ? 'warn' : 'good';
}
