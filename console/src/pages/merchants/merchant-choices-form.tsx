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
import { formatYuan } from '../../language/format-fen.ts';
import { choicesTexts } from './choices-texts.ts';
import {
  type Approval,
  choicesChangeOf,
  isWholeUpTo,
  mostDays,
  mostMinutes,
  readChoices,
} from './merchant-choices.ts';
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
  const canWrite = can('settings:write');
  const before = readChoices(settings);
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
        maxLength={60}
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
      {typed.approval === 'above' && !canWrite && (
        <TextField
          label={text.approvalAbove}
          value={formatYuan(typed.approvalAboveFen ?? 0)}
          disabled
          onChange={() => undefined}
        />
      )}
      {typed.approval === 'above' && canWrite && (
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
        problem={
          typed.orderLifeMinutes === before.orderLifeMinutes ||
          isWholeUpTo(typed.orderLifeMinutes, mostMinutes)
            ? null
            : text.number(mostMinutes)
        }
        disabled={!canWrite}
        onChange={(orderLifeMinutes) => put({ orderLifeMinutes })}
      />
      <TextField
        label={text.sessionLife}
        inputMode="numeric"
        value={typed.sessionLifeDays}
        problem={
          typed.sessionLifeDays === before.sessionLifeDays ||
          isWholeUpTo(typed.sessionLifeDays, mostDays)
            ? null
            : text.number(mostDays)
        }
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
      <div>
        <Choice
          label={text.shipping}
          value={typed.shipping}
          disabled={!canWrite}
          options={(['manual', 'virtual', 'self-pickup', 'same-city'] as const).map((value) => ({
            value,
            label: text.shippings[value],
          }))}
          onChange={(shipping) => put({ shipping })}
        />
        <p className="y-field__hint">{text.shippingHint}</p>
      </div>
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
