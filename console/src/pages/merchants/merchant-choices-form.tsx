import type { MerchantSettings } from '@yifen/contract';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { choicesTexts } from './choices-texts.ts';
import { type Approval, choicesChangeOf, readChoices } from './merchant-choices.ts';
import { useSetUpCall } from './use-set-up.ts';

/** What a merchant may choose for itself: approval of refunds, times, late money. */
export function MerchantChoicesForm({ settings }: { settings: MerchantSettings }) {
  const text = useTexts(choicesTexts);
  const { can } = useApi();
  const toast = useToast();
  const [typed, setTyped] = useState(() => readChoices(settings));
  const put = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const change = choicesChangeOf(settings, typed);
  const save = useSetUpCall((client, wish: NonNullable<typeof change>) =>
    client.changeSettings(wish),
  );
  const canWrite = can('merchants:write');
  const wholeProblem = (value: string) => (/^\d{1,6}$/.test(value) ? null : text.number);
  return (
    <form
      className="y-panel y-stack y-form"
      aria-label={text.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (change !== null) save.mutate(change, { onSuccess: () => toast(text.saved) });
      }}
    >
      <h2>{text.title}</h2>
      <p className="y-quiet">{canWrite ? text.lead : text.forbidden}</p>
      <TextField
        label={text.name}
        value={typed.name}
        maxLength={120}
        disabled={!canWrite}
        onChange={(name) => put({ name })}
      />
      <Choice<Approval>
        label={text.approval}
        value={typed.approval}
        disabled={!canWrite}
        options={(['none', 'above', 'all'] as const).map((value) => ({
          value,
          label: text.approvals[value],
        }))}
        onChange={(approval) => put({ approval })}
      />
      {typed.approval === 'above' && (
        <MoneyInput
          label={text.approvalAbove}
          fen={typed.approvalAboveFen}
          onChange={(approvalAboveFen) => put({ approvalAboveFen })}
        />
      )}
      <TextField
        label={text.orderLife}
        inputMode="numeric"
        value={typed.orderLifeMinutes}
        problem={wholeProblem(typed.orderLifeMinutes)}
        disabled={!canWrite}
        onChange={(orderLifeMinutes) => put({ orderLifeMinutes })}
      />
      <TextField
        label={text.sessionLife}
        inputMode="numeric"
        value={typed.sessionLifeDays}
        problem={wholeProblem(typed.sessionLifeDays)}
        disabled={!canWrite}
        onChange={(sessionLifeDays) => put({ sessionLifeDays })}
      />
      <Choice
        label={text.latePayment}
        value={typed.latePayment}
        disabled={!canWrite}
        options={(['accept', 'refund'] as const).map((value) => ({
          value,
          label: text.late[value],
        }))}
        onChange={(latePayment) => put({ latePayment })}
      />
      {save.error !== null && <ProblemNotice error={save.error} />}
      {canWrite && (
        <div>
          <Button
            type="submit"
            theme="primary"
            variant="outline"
            loading={save.isPending}
            disabled={change === null}
          >
            {text.save}
          </Button>
        </div>
      )}
    </form>
  );
}
