import type { MiniProgramChange, MiniProgramSetup } from '@yifen/contract';
import { useState } from 'react';
import { Modal } from '../../components/modal.tsx';
import { ModalActions } from '../../components/modal-actions.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { isOrderPage, messagesChangeOf, readMessages } from './program-form.ts';
import { programTexts } from './program-texts.ts';
import { TemplateFields } from './template-fields.tsx';
import { useSetUpCall } from './use-set-up.ts';

/** Changes what a mini-program tells payers. */
export function MessagesDialog({
  program,
  onClose,
}: {
  program: MiniProgramSetup;
  onClose: () => void;
}) {
  const text = useTexts(programTexts);
  const toast = useToast();
  const [typed, setTyped] = useState(() => readMessages(program));
  const change = messagesChangeOf(program, typed);
  const page = typed.orderPage.trim();
  const save = useSetUpCall((client, wish: MiniProgramChange) =>
    client.changeMiniProgram(program.appid, wish),
  );
  return (
    <Modal title={text.changeMessagesOf(program.appid)} onClose={onClose} width={640}>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (change === null || save.isPending) return;
          save.mutate(change, {
            onSuccess: () => {
              toast(text.messagesSaved);
              onClose();
            },
          });
        }}
      >
        <p className="y-quiet">{text.messagesLead}</p>
        {(['paid', 'shipped'] as const).map((kind) => (
          <TemplateFields
            key={kind}
            kind={kind}
            template={typed[kind]}
            onChange={(template) => setTyped((before) => ({ ...before, [kind]: template }))}
          />
        ))}
        <TextField
          label={text.page}
          hint={text.pageHint}
          value={typed.orderPage}
          maxLength={1_024}
          autoComplete="off"
          spellCheck={false}
          problem={page !== '' && !isOrderPage(page) ? text.pageProblem : null}
          onChange={(orderPage) => setTyped((before) => ({ ...before, orderPage }))}
        />
        {save.error !== null && <ProblemNotice error={save.error} />}
        <ModalActions
          action={text.save}
          onCancel={onClose}
          isPending={save.isPending}
          isReady={change !== null}
        />
      </form>
    </Modal>
  );
}
