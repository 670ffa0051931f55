import type { Invitation } from '@yifen/contract';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Modal } from '../../components/modal.tsx';
import { Time } from '../../components/time.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { usersTexts } from './users-texts.ts';

/** The one-time link, shown once; or that none is needed. */
export function InvitationNotice({
  invitation,
  onClose,
}: {
  invitation: Invitation;
  onClose: () => void;
}) {
  const text = useTexts(usersTexts);
  const { user, url, expiresAt } = invitation;
  return (
    <Modal title={text.linkTitle} onClose={onClose}>
      {url === null ? (
        <p>{text.hasPassword(user.name)}</p>
      ) : (
        <>
          <p>{text.linkHint(user.name)}</p>
          <div className="y-note">
            <CopyText value={url} label={text.link} />
          </div>
          <p className="y-quiet">
            {text.linkUntil} <Time at={expiresAt} zone />
          </p>
        </>
      )}
      <div className="y-modal__actions">
        <Button theme="primary" onClick={onClose}>
          {url === null ? text.ok : text.done}
        </Button>
      </div>
    </Modal>
  );
}
