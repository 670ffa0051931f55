import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createClient, sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { signInTexts } from './sign-in-texts.ts';

/** E-mail and password; the code of an authenticator is asked for afterwards. */
export function SignInPage() {
  const text = useTexts(signInTexts);
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => createClient(null, null).signIn({ email: email.trim(), password }),
    onSuccess: (session) => queries.setQueryData(sessionKey, session),
  });
  return (
    <SignInFrame>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <h1 className="y-unseen">{text.signIn}</h1>
        <TextField
          label={text.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
        />
        <TextField
          label={text.password}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
        {signIn.error !== null && <ProblemNotice error={signIn.error} />}
        <Button type="submit" size="large" block loading={signIn.isPending}>
          {text.signIn}
        </Button>
        <p className="y-quiet">{text.forgotten}</p>
      </form>
    </SignInFrame>
  );
}
