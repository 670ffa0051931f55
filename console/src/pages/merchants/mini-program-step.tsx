import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { merchantsTexts } from './merchants-texts.ts';
import { isAppid } from './new-merchant.ts';
import { ProgramLine } from './program-line.tsx';
import { programTexts } from './program-texts.ts';
import { setUpTexts } from './set-up-texts.ts';
import { useMiniPrograms, useSetUpCall } from './use-set-up.ts';

/** The mini-programs in which the merchant takes payments, what is set of each, and one more. */
export function MiniProgramStep() {
  const text = useTexts(programTexts);
  const { can } = useApi();
  const programs = useMiniPrograms();
  const canWrite = can('merchants:write');
  return (
    <>
      <p className="y-quiet">{text.lead}</p>
      <section aria-label={text.title}>
        {programs.isPending ? (
          <PageSkeleton rows={3} />
        ) : programs.isError ? (
          <ProblemNotice error={programs.error} onRetry={programs.refetch} />
        ) : programs.data.items.length === 0 ? (
          <EmptyState title={text.empty} hint={canWrite ? text.emptyHint : text.emptyReader} />
        ) : (
          <ul className="y-lines">
            {programs.data.items.map((program, index) => (
              <ProgramLine key={program.appid} program={program} isFirst={index === 0} />
            ))}
          </ul>
        )}
      </section>
      {canWrite && <MiniProgramForm />}
    </>
  );
}

function MiniProgramForm() {
  const text = useTexts(setUpTexts);
  const { appidProblem } = useTexts(merchantsTexts);
  const toast = useToast();
  const [appid, setAppid] = useState('');
  const [secret, setSecret] = useState('');
  const save = useSetUpCall((client, wish: { appid: string; secret: string }) =>
    client.saveMiniProgram(wish.appid, wish.secret),
  );
  const isReady = isAppid(appid.trim()) && secret.trim() !== '';
  return (
    <form
      className="y-panel y-stack y-form"
      aria-label={text.addMiniProgram}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        save.mutate(
          { appid: appid.trim(), secret: secret.trim() },
          {
            onSuccess: (saved) => {
              setAppid('');
              setSecret('');
              toast(text.miniProgramSaved(saved.appid));
            },
          },
        );
      }}
    >
      <h2>{text.addMiniProgram}</h2>
      <TextField
        label={text.appid}
        value={appid}
        problem={appid !== '' && !isAppid(appid.trim()) ? appidProblem : null}
        onChange={setAppid}
      />
      <TextField
        label={text.secret}
        type="password"
        autoComplete="off"
        hint={text.secretHint}
        value={secret}
        onChange={setSecret}
      />
      {save.error !== null && <ProblemNotice error={save.error} />}
      <div>
        <Button type="submit" theme="primary" loading={save.isPending} disabled={!isReady}>
          {text.saveMiniProgram}
        </Button>
      </div>
    </form>
  );
}
