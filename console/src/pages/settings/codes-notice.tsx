import { Button } from '../../components/button.tsx';
import { Modal } from '../../components/modal.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useTexts } from '../../language/define-texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** Recovery codes, shown once. */
export function CodesNotice({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const text = useTexts(settingsTexts);
  const copy = useCopy();
  return (
    <Modal title={text.recovery} onClose={onClose}>
      <p>{text.recoveryShown}</p>
      <ul className="y-note y-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="y-modal__actions">
        <Button variant="outline" onClick={() => copy(codes.join('\n'))}>
          {text.recoveryCopy}
        </Button>
        <Button theme="primary" onClick={onClose}>
          {text.recoveryKept}
        </Button>
      </div>
    </Modal>
  );
}
