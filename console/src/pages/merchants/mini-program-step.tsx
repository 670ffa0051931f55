import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { merchantsTexts } from './merchants-texts.ts';
import { isAppid } from './new-merchant.ts';
import { setUpTexts } from './set-up-texts.ts';
import { useMerchantSettings, useSetUpCall } from './use-set-up.ts';

/** The mini-programs in which the merchant takes payments, and one more. */
export function MiniProgramStep() {
  const text = useTexts(setUpTexts);
  const { can } = useApi();
  const { data } = useMerchantSettings();
  return (
    <>
      <section className="y-panel y-stack" aria-label={text.miniPrograms}>
        <h2>{text.miniPrograms}</h2>
        {data?.miniPrograms.length === 0 && <p className="y-quiet">{text.miniProgramsEmpty}</p>}
        <ul className="y-stack">
          {data?.miniPrograms.map(({ appid }, index) => (
            <li key={appid} className="y-row">
              <CopyText value={appid} label={text.appid} />
              {index === 0 && <StateTag tone="info">{text.first}</StateTag>}
            </li>
          ))}
        </ul>
      </section>
      {can('merchants:write') && <MiniProgramForm />}
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
      aria-label={text.saveMiniProgram}
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
