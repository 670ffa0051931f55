import { Link, useNavigate } from '@tanstack/react-router';
import type { WebhookEndpoint, WebhookEndpointWithSecret } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Time } from '../../components/time.tsx';
import { usePagedList } from '../../components/use-paged-list.ts';
import { useTexts } from '../../language/define-texts.ts';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { EndpointState } from './endpoint-state.tsx';
import { SecretNotice } from './secret-notice.tsx';
import { webhooksTexts } from './webhooks-texts.ts';

/** Where the merchant's systems are told what happens. */
export function WebhooksPage() {
  const text = useTexts(webhooksTexts);
  const { client, merchantId, can } = useApi();
  const list = usePagedList([merchantId, 'webhooks', 'endpoints', 'list'], () =>
    client.endpoints(),
  );
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<WebhookEndpointWithSecret | null>(null);
  const navigate = useNavigate();
  const canWrite = can('webhooks:write');
  return (
    <div className="y-stack">
      <PageHead title={text.title}>
        {canWrite && (
          <Button theme="primary" onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        )}
      </PageHead>
      <p className="y-quiet">{text.lead}</p>
      <DataTable
        label={text.title}
        columns={columnsOf(text)}
        list={list}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/webhooks/${id}`}
        empty={{ title: text.empty, hint: text.emptyHint }}
      />
      {isAdding && (
        <EndpointDialog
          endpoint={null}
          onAdded={(endpoint) => {
            setAdding(false);
            setAdded(endpoint);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {added !== null && (
        <SecretNotice
          endpoint={added}
          onClose={() => {
            setAdded(null);
            void navigate({ to: '/webhooks/$endpointId', params: { endpointId: added.id } });
          }}
        />
      )}
    </div>
  );
}

type Says = (typeof webhooksTexts)['zh'];

function columnsOf(text: Says): readonly Column<WebhookEndpoint>[] {
  return [
    {
      key: 'url',
      title: text.url,
      cell: ({ id, url, description }) => (
        <span className="y-break">
          <Link to="/webhooks/$endpointId" params={{ endpointId: id }}>
            {url}
          </Link>
          {description !== '' && (
            <>
              <br />
              <span className="y-quiet">{description}</span>
            </>
          )}
        </span>
      ),
    },
    {
      key: 'events',
      title: text.event,
      cell: ({ eventTypes }) =>
        eventTypes.length === 0 ? text.all : text.eventCount(eventTypes.length),
    },
    {
      key: 'state',
      title: text.state,
      cell: (endpoint) => <EndpointState endpoint={endpoint} />,
    },
    {
      key: 'created',
      title: text.created,
      cell: ({ createdAt }) => <Time at={createdAt} precision="minute" />,
    },
  ];
}
