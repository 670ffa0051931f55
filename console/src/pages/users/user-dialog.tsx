import type { ConsoleClient, ConsoleUser, Invitation } from '@yifen/contract';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { componentTexts } from '../../components/component-texts.ts';
import { ConfirmWithReason } from '../../components/confirm-with-reason.tsx';
import { Modal } from '../../components/modal.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { RoleChoice } from './role-choice.tsx';
import { usePeopleCall } from './use-users.ts';
import { usersTexts } from './users-texts.ts';

type Change = Parameters<ConsoleClient['changeUser']>[1];

/** A person's role, and what an owner can do about his sign-in. */
export function UserDialog({
  user,
  onReset,
  onClose,
}: {
  user: ConsoleUser;
  onReset: (invitation: Invitation) => void;
  onClose: () => void;
}) {
  const text = useTexts(usersTexts);
  const { cancel } = useTexts(componentTexts);
  const toast = useToast();
  const [role, setRole] = useState(user.role);
  const [asks, setAsks] = useState<'disable' | 'reset' | null>(null);
  const change = usePeopleCall((client, wish: Change) => client.changeUser(user.id, wish));
  const reset = usePeopleCall((client, _: null) => client.resetUser(user.id));
  const apply = (wish: Change) =>
    change.mutate(wish, {
      onSuccess: () => {
        toast(text.saved);
        onClose();
      },
    });
  if (asks === 'disable') {
    return (
      <ConfirmWithReason
        title={text.disableTitle(user.name)}
        action={text.disable}
        danger
        onConfirm={() => change.mutateAsync({ state: 'disabled' })}
        onClose={onClose}
      >
        <p>{text.disableText}</p>
      </ConfirmWithReason>
    );
  }
  if (asks === 'reset') {
    return (
      <ConfirmWithReason
        title={text.resetTitle(user.name)}
        action={text.reset}
        danger
        onConfirm={async () => onReset(await reset.mutateAsync(null))}
        onClose={onClose}
      >
        <p>{text.resetText}</p>
      </ConfirmWithReason>
    );
  }
  return (
    <Modal title={text.changeOf(user.name)} onClose={onClose}>
      <p className="y-quiet y-break">{user.email}</p>
      <RoleChoice role={role} onChange={setRole} />
      {user.lockedUntil !== null && (
        <p className="y-note y-note--warn">
          <span>
            {text.lockedUntil} <Time at={user.lockedUntil} zone />
          </span>
          <span>
            <Button size="small" variant="outline" onClick={() => apply({ unlock: true })}>
              {text.unlock}
            </Button>
          </span>
        </p>
      )}
      <div className="y-row">
        <Button variant="outline" onClick={() => setAsks('reset')}>
          {text.reset}
        </Button>
        {user.state === 'disabled' ? (
          <Button variant="outline" onClick={() => apply({ state: 'active' })}>
            {text.enable}
          </Button>
        ) : (
          <Button variant="outline" theme="danger" onClick={() => setAsks('disable')}>
            {text.disable}
          </Button>
        )}
      </div>
      {change.error !== null && <ProblemNotice error={change.error} />}
      <div className="y-modal__actions">
        <Button variant="outline" onClick={onClose}>
          {cancel}
        </Button>
        <Button
          theme="primary"
          loading={change.isPending}
          disabled={role === user.role}
          onClick={() => apply({ role })}
        >
          {text.save}
        </Button>
      </div>
    </Modal>
  );
}
