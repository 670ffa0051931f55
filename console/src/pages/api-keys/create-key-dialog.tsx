import type { ApiKeyWithText } from '@yifen/contract';
import { useState } from 'react';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { apiKeysTexts } from './api-keys-texts.ts';
import { type KeyLife, KeyLifeChoice, lifeSecondsOf } from './key-life.tsx';
import { ScopeChoice } from './scope-choice.tsx';
import { useKeyCall } from './use-api-keys.ts';

/** Asks what a new key is for, what it may do and how long; none is made without a name and a scope. */
export function CreateKeyDialog({
  onMade,
  onClose,
}: {
  onMade: (key: ApiKeyWithText) => void;
  onClose: () => void;
}) {
  const text = useTexts(apiKeysTexts);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [life, setLife] = useState<KeyLife>('365');
  const create = useKeyCall((client, _: null) =>
    client.createApiKey({ name: name.trim(), scopes, lifeSeconds: lifeSecondsOf(life) }),
  );
  const isReady = name.trim() !== '' && scopes.length > 0;
  return (
    <Modal title={text.create} onClose={onClose}>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !create.isPending) create.mutate(null, { onSuccess: onMade });
        }}
      >
        <TextField
          label={text.name}
          value={name}
          maxLength={80}
          required
          autoComplete="off"
          placeholder={text.namePlaceholder}
          hint={text.nameHint}
          onChange={setName}
        />
        <ScopeChoice chosen={scopes} onChange={setScopes} />
        <KeyLifeChoice life={life} onChange={setLife} />
        <p className="y-quiet">{text.fourEyes}</p>
        {create.error !== null && <ProblemNotice error={create.error} />}
        <ModalActions
          action={text.create}
          onCancel={onClose}
          isPending={create.isPending}
          isReady={isReady}
        />
      </form>
    </Modal>
  );
}
