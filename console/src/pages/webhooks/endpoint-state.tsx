import type { WebhookEndpoint } from '@yifen/contract';
import { StateTag } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** Whether an endpoint is sent anything, and whether two secrets sign. */
export function EndpointState({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useTexts(webhooksTexts);
  const { enabled, disabledBecause, secretsSigning } = endpoint;
  return (
    <span className="y-row">
      {enabled ? (
        <StateTag tone="good">{text.enabled}</StateTag>
      ) : (
        <StateTag tone={disabledBecause === 'gone' ? 'bad' : 'calm'}>
          {disabledBecause === 'gone' ? text.gone : text.disabled}
        </StateTag>
      )}
      {secretsSigning > 1 && <StateTag tone="info">{text.twoSecrets(secretsSigning)}</StateTag>}
    </span>
  );
}
