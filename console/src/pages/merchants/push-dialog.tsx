import type { MiniProgramChange, MiniProgramSetup } from '@yifen/contract';
import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import {
  emptyPush,
  isEncodingAesKey,
  isPushToken,
  messagePushOf,
  type TypedPush,
} from './message-push.ts';
import { programTexts } from './program-texts.ts';
import { PushFacts } from './push-facts.tsx';
import { useSetUpCall } from './use-set-up.ts';

/** Takes in the secrets of message push; they leave the page with the request and are forgotten. */
export function PushDialog({
  program,
  onClose,
}: {
  program: MiniProgramSetup;
  onClose: () => void;
}) {
  const text = useTexts(programTexts);
  const toast = useToast();
  const [typed, setTyped] = useState(emptyPush);
  const put = (change: Partial<TypedPush>) => setTyped((before) => ({ ...before, ...change }));
  const { mode, token, encodingAesKey } = typed;
  const messagePush = messagePushOf(typed);
  const save = useSetUpCall((client, wish: MiniProgramChange) =>
    client.changeMiniProgram(program.appid, wish),
  );
  return (
    <Modal title={text.changePushOf(program.appid)} onClose={onClose} width={560}>
      <form
        className="y-stack"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (messagePush === null || save.isPending) return;
          save.mutate(
            { messagePush },
            {
              onSuccess: () => {
                toast(text.pushSaved);
                onClose();
              },
            },
          );
        }}
      >
        <p className="y-quiet">{text.pushLead}</p>
        {program.hasMessagePush && <p className="y-note">{text.pushAgain}</p>}
        <Choice
          label={text.mode}
          value={mode}
          options={(['secure', 'plain'] as const).map((value) => ({
            value,
            label: text.modes[value],
          }))}
          onChange={(value) => put({ mode: value })}
        />
        {mode === 'plain' && <p className="y-note y-note--warn">{text.plainWarning}</p>}
        <TextField
          label={text.token}
          type="password"
          autoComplete="new-password"
          hint={text.tokenHint}
          problem={token !== '' && !isPushToken(token.trim()) ? text.tokenProblem : null}
          value={token}
          onChange={(value) => put({ token: value })}
        />
        {mode === 'secure' && (
          <TextField
            label={text.aesKey}
            type="password"
            autoComplete="new-password"
            hint={text.aesKeyHint}
            problem={
              encodingAesKey !== '' && !isEncodingAesKey(encodingAesKey.trim())
                ? text.aesKeyProblem
                : null
            }
            value={encodingAesKey}
            onChange={(value) => put({ encodingAesKey: value })}
          />
        )}
        <PushFacts program={program} mode={mode} />
        {save.error !== null && <ProblemNotice error={save.error} />}
        <ModalActions
          action={text.save}
          onCancel={onClose}
          isPending={save.isPending}
          isReady={messagePush !== null}
        />
      </form>
    </Modal>
  );
}
