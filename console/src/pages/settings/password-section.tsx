import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { settingsTexts } from './settings-texts.ts';

const SHORTEST = 12;

/** Changes the own password; the session goes on under a new token. */
export function PasswordSection() {
  const text = useTexts(settingsTexts);
  const { client, user } = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  const [password, setPassword] = useState('');
  const [wanted, setWanted] = useState('');
  const change = useMutation({
    mutationFn: () => client.changePassword(password, wanted),
    onSuccess: (session) => {
      setPassword('');
      setWanted('');
      queries.setQueryData(sessionKey, session);
      toast(text.passwordSaved);
    },
  });
  const isReady = password !== '' && wanted.length >= SHORTEST;
  return (
    <form
      className="y-panel y-stack y-form"
      aria-label={text.password}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) change.mutate();
      }}
    >
      <h2>{text.password}</h2>
      {/* Password managers want to know whose it is. */}
      <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
      <TextField
        label={text.passwordNow}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <TextField
        label={text.passwordNew}
        type="password"
        autoComplete="new-password"
        maxLength={128}
        hint={text.passwordHint}
        problem={wanted !== '' && wanted.length < SHORTEST ? text.passwordShort : null}
        value={wanted}
        onChange={setWanted}
      />
      {change.error !== null && <ProblemNotice error={change.error} />}
      <div>
        <Button
          type="submit"
          theme="primary"
          variant="outline"
          loading={change.isPending}
          disabled={!isReady}
        >
          {text.passwordSave}
        </Button>
      </div>
    </form>
  );
}
