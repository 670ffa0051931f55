import { useQuery } from '@tanstack/react-query';
import type { MerchantSettings } from '@yifen/contract';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatYuan } from '../../language/format-fen.ts';
import { settingsTexts } from './settings-texts.ts';

/** What is in force at the merchant, read-only, each choice of its own marked. */
export function ServerSection() {
  const text = useTexts(settingsTexts);
  const { client, merchantId, can } = useApi();
  const canRead = can('merchants:read');
  const settings = useQuery({
    queryKey: [merchantId, 'settings'],
    queryFn: () => client.settings(),
    enabled: canRead,
  });
  return (
    <section className="y-panel y-stack" aria-label={text.server}>
      <h2>{text.server}</h2>
      {canRead ? (
        <>
          <p className="y-quiet">{text.serverLead}</p>
          {settings.isPending && <PageSkeleton />}
          {settings.isError && <ProblemNotice error={settings.error} onRetry={settings.refetch} />}
          {settings.data && <Facts settings={settings.data} readAtMs={settings.dataUpdatedAt} />}
        </>
      ) : (
        <p className="y-quiet">{text.forbidden}</p>
      )}
    </section>
  );
}

function Facts({ settings, readAtMs }: { settings: MerchantSettings; readAtMs: number }) {
  const text = useTexts(settingsTexts);
  const { refundApprovalAboveFen: above, chosen, billIgnoredPrefixes, serverTimeMs } = settings;
  const own = (name: MerchantSettings['chosen'][number]): ReactNode =>
    chosen.includes(name) ? <StateTag tone="info">{text.ownChoice}</StateTag> : null;
  const offSeconds = Math.round(Math.abs(serverTimeMs - readAtMs) / 1_000);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.merchant, `${settings.name} (${settings.id})`],
    [text.mchid, <CopyText key="mchid" value={settings.mchid} label={text.mchid} />],
    [
      text.wechat,
      <span key="wechat" className="y-row">
        <span className="y-mono y-break">{settings.wechatpayUrl}</span>
        {settings.isSimulated && <StateTag tone="warn">{text.simulated}</StateTag>}
      </span>,
    ],
    [text.notifyUrl, <CopyText key="notify" value={settings.notifyUrl} label={text.notifyUrl} />],
    [
      text.approval,
      <span key="approval" className="y-row">
        {above === null
          ? text.approvals.none
          : above === 0
            ? text.approvals.all
            : text.approvals.above(formatYuan(above))}
        {own('refundApprovalAboveFen')}
      </span>,
    ],
    [
      text.orderLife,
      <span key="life" className="y-row">
        {text.minutes(Math.round(settings.orderLifeSeconds / 60))}
        {own('orderLifeSeconds')}
      </span>,
    ],
    [
      text.sessionLife,
      <span key="session" className="y-row">
        {text.days(Math.round(settings.sessionLifeSeconds / 86_400))}
        {own('sessionLifeSeconds')}
      </span>,
    ],
    [
      text.late,
      <span key="late" className="y-row">
        {text.lates[settings.latePayment]}
        {own('latePayment')}
      </span>,
    ],
    [
      text.shipping,
      <span key="shipping" className="y-row">
        {text.shippings[settings.shipping]}
        {own('shipping')}
      </span>,
    ],
    [text.ignored, billIgnoredPrefixes.length === 0 ? text.none : billIgnoredPrefixes.join(' ')],
    [
      text.clock,
      <span key="clock" className="y-row">
        <Time at={new Date(serverTimeMs).toISOString()} zone />
        {offSeconds > 2 && <StateTag tone="warn">{text.clockOff(offSeconds)}</StateTag>}
      </span>,
    ],
  ];
  return (
    <dl className="y-fact-list">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
