import type { ApiKeyWithText } from '@yifen/contract';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Modal } from '../../components/modal.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { apiKeysTexts } from './api-keys-texts.ts';

/** The text of a key, shown once; only the button closes it, as what is missed is lost. */
export function KeyNotice({ made, onClose }: { made: ApiKeyWithText; onClose: () => void }) {
  const text = useTexts(apiKeysTexts);
  return (
    <Modal title={text.textTitle} onClose={() => undefined}>
      <p>{text.textHint}</p>
      <p className="y-quiet y-break">{made.name}</p>
      <div className="y-note">
        <CopyText value={made.key} label={text.key} />
      </div>
      <p className="y-quiet">
        {text.textUse}
        <br />
        <span className="y-mono">Authorization: Bearer {made.hint}…</span>
      </p>
      <div className="y-modal__actions">
        <Button theme="primary" onClick={onClose}>
          {text.kept}
        </Button>
      </div>
    </Modal>
  );
}
