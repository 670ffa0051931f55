import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConsoleSession } from '@yifen/contract';
import { useState } from 'react';
import { createClient, sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { CodeField } from './code-field.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import { signInTexts } from './sign-in-texts.ts';

/** The second step of sign-in: six digits, or a recovery code. */
export function CodePage({ session }: { session: ConsoleSession }) {
  const text = useTexts(signInTexts);
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const client = createClient(session.csrfToken, null);
  const answer = useMutation({
    mutationFn: () => client.answerCode(code.trim()),
    onSuccess: (open) => queries.setQueryData(sessionKey, open),
  });
  const leave = useMutation({
    mutationFn: () => client.signOut(),
    onSettled: () => queries.setQueryData(sessionKey, null),
  });
  return (
    <SignInFrame>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          answer.mutate();
        }}
      >
        <h1 className="y-door__title">{text.codeTitle}</h1>
        <p className="y-quiet">{text.codeHint}</p>
        <CodeField value={code} onChange={setCode} />
        {answer.error !== null && <ProblemNotice error={answer.error} />}
        <Button
          type="submit"
          size="large"
          block
          loading={answer.isPending}
          disabled={code.trim().length < 6}
        >
          {text.verify}
        </Button>
        <Button variant="text" block onClick={() => leave.mutate()}>
          {text.otherPerson}
        </Button>
      </form>
    </SignInFrame>
  );
}
