import type { WebhookEndpoint, WebhookEndpointWithSecret } from '@yifen/contract';
import { useState } from 'react';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { EventChoice } from './event-choice.tsx';
import { useWebhookCall } from './use-endpoints.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** Adds an endpoint (`endpoint` null) or changes one; the secret of a new one is told once. */
export function EndpointDialog({
  endpoint,
  onAdded,
  onClose,
}: {
  endpoint: WebhookEndpoint | null;
  onAdded: (added: WebhookEndpointWithSecret) => void;
  onClose: () => void;
}) {
  const text = useTexts(webhooksTexts);
  const toast = useToast();
  const [url, setUrl] = useState(endpoint?.url ?? 'https://');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [eventTypes, setEventTypes] = useState<readonly string[]>(endpoint?.eventTypes ?? []);
  const wish = { url: url.trim(), description: description.trim(), eventTypes };
  const add = useWebhookCall((client, _: null) => client.addEndpoint(wish));
  const change = useWebhookCall((client, id: string) => client.changeEndpoint(id, wish));
  // The server judges addresses; this only catches what was not typed to its end.
  const isAddress = /^https?:\/\/[^/\s]+/.test(wish.url);
  const error = add.error ?? change.error;
  return (
    <Modal title={endpoint === null ? text.add : text.change} onClose={onClose}>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isAddress) return;
          if (endpoint === null) {
            add.mutate(null, { onSuccess: onAdded });
            return;
          }
          change.mutate(endpoint.id, {
            onSuccess: () => {
              toast(text.saved);
              onClose();
            },
          });
        }}
      >
        <TextField
          label={text.url}
          type="url"
          value={url}
          maxLength={2_048}
          hint={text.urlHint}
          problem={isAddress || url.length < 9 ? null : text.urlProblem}
          onChange={setUrl}
        />
        <TextField
          label={text.description}
          value={description}
          maxLength={200}
          onChange={setDescription}
        />
        <EventChoice chosen={eventTypes} onChange={setEventTypes} />
        {error !== null && <ProblemNotice error={error} />}
        <ModalActions
          action={endpoint === null ? text.add : text.save}
          onCancel={onClose}
          isPending={add.isPending || change.isPending}
          isReady={isAddress}
        />
      </form>
    </Modal>
  );
}
