import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { CodesNotice } from './codes-notice.tsx';
import { settingsTexts } from './settings-texts.ts';

/** Turns two steps on, or puts another authenticator in place of the present one. */
export function TotpSection() {
  const text = useTexts(settingsTexts);
  const { client, user } = useApi();
  const queries = useQueryClient();
  const [present, setPresent] = useState('');
  const [code, setCode] = useState('');
  const enrol = useMutation({
    mutationFn: () => client.enrolTotp(user.totp ? present.trim() : undefined),
  });
  const confirm = useMutation({ mutationFn: () => client.confirmTotp(code.trim()) });
  const isDigits = (typed: string) => /^\d{6}$/.test(typed.trim());
  return (
    <section className="y-panel y-stack y-form" aria-label={text.totp}>
      <div className="y-panel__head">
        <h2>{text.totp}</h2>
        <StateTag tone={user.totp ? 'good' : 'warn'}>
          {user.totp ? text.totpOn : text.totpOff}
        </StateTag>
      </div>
      <p className="y-quiet">{text.totpLead}</p>
      {enrol.data === undefined ? (
        <form
          className="y-stack"
          onSubmit={(event) => {
            event.preventDefault();
            enrol.mutate();
          }}
        >
          {user.totp && (
            <TextField
              label={text.totpCodeNow}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={present}
              onChange={setPresent}
            />
          )}
          {enrol.error !== null && <ProblemNotice error={enrol.error} />}
          <div>
            <Button
              type="submit"
              variant="outline"
              loading={enrol.isPending}
              disabled={user.totp && !isDigits(present)}
            >
              {user.totp ? text.totpReplace : text.totpStart}
            </Button>
          </div>
        </form>
      ) : (
        <form
          className="y-stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (isDigits(code)) confirm.mutate();
          }}
        >
          <p>{text.totpScan}</p>
          <div className="y-qr-frame">
            <QrCode text={enrol.data.uri} label={text.qr} />
          </div>
          <details>
            <summary>{text.totpSecret}</summary>
            <CopyText value={enrol.data.secret} label={text.secret} />
          </details>
          <TextField
            label={text.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
          />
          {confirm.error !== null && <ProblemNotice error={confirm.error} />}
          <div>
            <Button
              type="submit"
              theme="primary"
              loading={confirm.isPending}
              disabled={!isDigits(code)}
            >
              {text.confirm}
            </Button>
          </div>
        </form>
      )}
      {confirm.data !== undefined && (
        <CodesNotice
          codes={confirm.data.codes}
          onClose={() => {
            enrol.reset();
            confirm.reset();
            setPresent('');
            setCode('');
            void queries.invalidateQueries({ queryKey: sessionKey });
          }}
        />
      )}
    </section>
  );
}
