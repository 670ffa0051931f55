import { useTexts } from '../language/define-texts.ts';
import { Button } from './button.tsx';
import { componentTexts } from './component-texts.ts';

/** The end of a form in a dialog: the way out, and the button that sends it. */
export function ModalActions({
  action,
  onCancel,
  isPending,
  isReady = true,
  danger = false,
}: {
  /** What the button says. */
  action: string;
  onCancel: () => void;
  isPending: boolean;
  /** Can it be sent? Default yes. */
  isReady?: boolean;
  /** Does it do what cannot be undone? Default no. */
  danger?: boolean;
}) {
  const { cancel } = useTexts(componentTexts);
  return (
    <div className="y-modal__actions">
      <Button variant="outline" onClick={onCancel}>
        {cancel}
      </Button>
      <Button
        type="submit"
        theme={danger ? 'danger' : 'primary'}
        loading={isPending}
        disabled={!isReady}
      >
        {action}
      </Button>
    </div>
  );
}
