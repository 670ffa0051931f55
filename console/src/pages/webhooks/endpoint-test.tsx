import type { WebhookEndpoint } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { AttemptLine } from './attempt-line.tsx';
import { useWebhookCall } from './use-endpoints.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** Sends a `webhook.test` now and shows what came of it. */
export function EndpointTest({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useTexts(webhooksTexts);
  const { can } = useApi();
  const test = useWebhookCall((client, id: string) => client.testEndpoint(id));
  if (!can('webhooks:write')) return null;
  return (
    <section className="y-panel y-stack" aria-label={text.test}>
      <div className="y-row">
        <Button
          theme="primary"
          variant="outline"
          loading={test.isPending}
          onClick={() => test.mutate(endpoint.id)}
        >
          {test.isPending ? text.testing : text.test}
        </Button>
        <span className="y-quiet">{text.testHint}</span>
      </div>
      {test.error !== null && <ProblemNotice error={test.error} />}
      {test.data !== undefined && (
        <div role="status">
          <AttemptLine attempt={test.data} />
        </div>
      )}
    </section>
  );
}
