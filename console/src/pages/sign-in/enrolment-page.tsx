import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConsoleSession } from '@yifen/contract';
import { useState } from 'react';
import { createClient, sessionKey } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { CodeField } from './code-field.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import { signInTexts } from './sign-in-texts.ts';

/** Binds an authenticator before the session opens, and shows the recovery codes once. */
export function EnrolmentPage({
  session,
  onDone,
}: {
  session: ConsoleSession;
  onDone: () => void;
}) {
  const text = useTexts(signInTexts);
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const client = createClient(session.csrfToken, null);
  const enrolment = useQuery({
    queryKey: ['enrolment', session.user.id],
    queryFn: () => client.enrolTotp(),
    // Every reading makes a new secret; the one that was scanned must stay.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const confirm = useMutation({ mutationFn: () => client.confirmTotp(code.trim()) });
  if (confirm.data !== undefined) {
    return (
      <SignInFrame>
        <RecoveryCodeList
          codes={confirm.data.codes}
          onDone={async () => {
            await queries.invalidateQueries({ queryKey: sessionKey });
            onDone();
          }}
        />
      </SignInFrame>
    );
  }
  return (
    <SignInFrame>
      <form
        className="y-stack"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <h1 className="y-door__title">{text.enrolTitle}</h1>
        <p className="y-quiet">{text.enrolHint}</p>
        {enrolment.error !== null && (
          <ProblemNotice error={enrolment.error} onRetry={() => enrolment.refetch()} />
        )}
        {enrolment.isPending && <PageSkeleton rows={4} />}
        {enrolment.data !== undefined && (
          <>
            <QrCode text={enrolment.data.uri} label={text.qrLabel} />
            <details>
              <summary>{text.enrolSecret}</summary>
              <CopyText value={enrolment.data.secret} label={text.secret} />
            </details>
            <CodeField value={code} onChange={setCode} />
          </>
        )}
        {confirm.error !== null && <ProblemNotice error={confirm.error} />}
        <Button
          type="submit"
          size="large"
          block
          loading={confirm.isPending}
          disabled={code.trim().length !== 6}
        >
          {text.confirm}
        </Button>
      </form>
    </SignInFrame>
  );
}
