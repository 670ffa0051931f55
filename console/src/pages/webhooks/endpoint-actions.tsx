import { useNavigate } from '@tanstack/react-router';
import type { WebhookEndpoint, WebhookEndpointWithSecret } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { SecretNotice } from './secret-notice.tsx';
import { useWebhookCall } from './use-endpoints.ts';
import { webhooksTexts } from './webhooks-texts.ts';

type Asked = 'change' | 'rotate' | 'disable' | 'delete';

/** What can be done to an endpoint, each asked before it is done. */
export function EndpointActions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useTexts(webhooksTexts);
  const { can } = useApi();
  const toast = useToast();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [rotated, setRotated] = useState<WebhookEndpointWithSecret | null>(null);
  const { id } = endpoint;
  const enable = useWebhookCall((client, enabled: boolean) =>
    client.changeEndpoint(id, { enabled }),
  );
  const rotate = useWebhookCall((client, _: null) => client.rotateEndpointSecret(id));
  const remove = useWebhookCall((client, _: null) => client.deleteEndpoint(id));
  if (!can('webhooks:write')) return null;
  const questions = {
    rotate: {
      title: text.rotateTitle,
      said: text.rotateText,
      action: text.rotate,
      act: async () => setRotated(await rotate.mutateAsync(null)),
    },
    disable: {
      title: text.disableTitle,
      said: text.disableText,
      action: text.disable,
      act: () => enable.mutateAsync(false),
    },
    delete: {
      title: text.deleteTitle,
      said: text.deleteText,
      action: text.delete,
      act: async () => {
        await remove.mutateAsync(null);
        toast(text.deleted);
        await navigate({ to: '/webhooks' });
      },
    },
  } as const;
  const question = asked === null || asked === 'change' ? null : questions[asked];
  const close = () => setAsked(null);
  return (
    <>
      <Button variant="outline" onClick={() => setAsked('change')}>
        {text.change}
      </Button>
      <Button variant="outline" onClick={() => setAsked('rotate')}>
        {text.rotate}
      </Button>
      {endpoint.enabled ? (
        <Button variant="outline" onClick={() => setAsked('disable')}>
          {text.disable}
        </Button>
      ) : (
        <Button variant="outline" loading={enable.isPending} onClick={() => enable.mutate(true)}>
          {text.enable}
        </Button>
      )}
      <Button variant="outline" theme="danger" onClick={() => setAsked('delete')}>
        {text.delete}
      </Button>
      {asked === 'change' && <EndpointDialog endpoint={endpoint} onAdded={close} onClose={close} />}
      {question !== null && (
        <ConfirmWithReason
          title={question.title}
          action={question.action}
          danger={asked !== 'rotate'}
          onConfirm={question.act}
          onClose={close}
        >
          <p>{question.said}</p>
        </ConfirmWithReason>
      )}
      {rotated !== null && <SecretNotice endpoint={rotated} onClose={() => setRotated(null)} />}
    </>
  );
}
