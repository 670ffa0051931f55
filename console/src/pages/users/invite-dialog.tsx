import type { Invitation, Role } from '@yifen/contract';
import { useState } from 'react';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { RoleChoice } from './role-choice.tsx';
import { usePeopleCall } from './use-users.ts';
import { usersTexts } from './users-texts.ts';

/** Asks who is to be invited, as what. */
export function InviteDialog({
  onInvited,
  onClose,
}: {
  onInvited: (invitation: Invitation) => void;
  onClose: () => void;
}) {
  const text = useTexts(usersTexts);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('support');
  const invite = usePeopleCall((client, wish: { name: string; email: string; role: Role }) =>
    client.inviteUser(wish),
  );
  const isReady = name.trim() !== '' && isEmail(email.trim());
  return (
    <Modal title={text.invite} onClose={onClose}>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          const wish = { name: name.trim(), email: email.trim(), role };
          invite.mutate(wish, { onSuccess: onInvited });
        }}
      >
        <p className="y-quiet">{text.inviteHint}</p>
        <TextField label={text.name} value={name} maxLength={80} required onChange={setName} />
        <TextField
          label={text.email}
          type="email"
          autoComplete="off"
          value={email}
          maxLength={254}
          required
          problem={email !== '' && !isEmail(email.trim()) ? text.emailProblem : null}
          onChange={setEmail}
        />
        <RoleChoice role={role} onChange={setRole} />
        {invite.error !== null && <ProblemNotice error={invite.error} />}
        <ModalActions
          action={text.sendInvite}
          onCancel={onClose}
          isPending={invite.isPending}
          isReady={isReady}
        />
      </form>
    </Modal>
  );
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}
