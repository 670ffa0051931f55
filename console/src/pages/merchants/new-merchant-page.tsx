import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { chosenMerchant } from '../../api/chosen-merchant.ts';
import { sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { merchantsTexts } from './merchants-texts.ts';
import { emptyNumbers, isAppid, isMchid, isMerchantId, newMerchantOf } from './new-merchant.ts';
import { SetUpSteps } from './set-up-steps.tsx';

/** The first step of a new merchant: its numbers at WeChat. */
export function NewMerchantPage() {
  const text = useTexts(merchantsTexts);
  const { client } = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [typed, setTyped] = useState(emptyNumbers);
  const put = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const wish = newMerchantOf(typed);
  const create = useMutation({
    mutationFn: client.addMerchant,
    onSuccess: async ({ id }) => {
      // The new place is in the session only once it is read again.
      await queries.invalidateQueries({ queryKey: sessionKey });
      chosenMerchant.set(id);
      toast(text.created);
      await navigate({ to: '/merchants/set-up', search: { step: 'keys' } });
    },
  });
  const wrong = (value: string, isRight: (value: string) => boolean, problem: string) =>
    value !== '' && !isRight(value.trim()) ? problem : null;
  return (
    <div className="y-stack">
      <Link to="/merchants">← {text.back}</Link>
      <PageHead title={text.add} />
      <SetUpSteps current="numbers" isNew />
      <form
        className="y-panel y-stack y-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (wish !== null) create.mutate(wish);
        }}
      >
        <TextField label={text.name} value={typed.name} onChange={(name) => put({ name })} />
        <TextField
          label={text.id}
          hint={text.idHint}
          problem={wrong(typed.id, isMerchantId, text.idProblem)}
          value={typed.id}
          onChange={(id) => put({ id })}
        />
        <label className="y-row">
          <input
            type="checkbox"
            checked={typed.isPartner}
            onChange={({ target }) => put({ isPartner: target.checked })}
          />
          {text.isPartner}
        </label>
        <TextField
          label={typed.isPartner ? text.spMchid : text.mchid}
          inputMode="numeric"
          problem={wrong(typed.mchid, isMchid, text.numberProblem)}
          value={typed.mchid}
          onChange={(mchid) => put({ mchid })}
        />
        {typed.isPartner && (
          <>
            <TextField
              label={text.spAppid}
              problem={wrong(typed.spAppid, isAppid, text.appidProblem)}
              value={typed.spAppid}
              onChange={(spAppid) => put({ spAppid })}
            />
            <TextField
              label={text.subMchid}
              inputMode="numeric"
              problem={wrong(typed.subMchid, isMchid, text.numberProblem)}
              value={typed.subMchid}
              onChange={(subMchid) => put({ subMchid })}
            />
          </>
        )}
        {create.error !== null && <ProblemNotice error={create.error} />}
        <div>
          <Button type="submit" theme="primary" loading={create.isPending} disabled={wish === null}>
            {text.create}
          </Button>
        </div>
      </form>
    </div>
  );
}
