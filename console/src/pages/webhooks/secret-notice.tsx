import type { WebhookEndpointWithSecret } from '@yifen/contract';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Modal } from '../../components/modal.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** The secret of an endpoint, shown once. */
export function SecretNotice({
  endpoint,
  onClose,
}: {
  endpoint: WebhookEndpointWithSecret;
  onClose: () => void;
}) {
  const text = useTexts(webhooksTexts);
  return (
    <Modal title={text.secretTitle} onClose={onClose}>
      <p>{text.secretHint}</p>
      <p className="y-quiet y-break">{endpoint.url}</p>
      <div className="y-note">
        <CopyText value={endpoint.secret} label={text.secret} />
      </div>
      <div className="y-modal__actions">
        <Button theme="primary" onClick={onClose}>
          {text.secretKept}
        </Button>
      </div>
    </Modal>
  );
}
