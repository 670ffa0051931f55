import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'tdesign-react/es/button';
import { createClient, sessionKey } from '../../api/session.ts';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { SignInFrame } from '../sign-in/sign-in-frame.tsx';
import { signInTexts } from '../sign-in/sign-in-texts.ts';
import { WelcomeForm } from './welcome-form.tsx';

/** What a one-time link opens: the first account, an invitation, or a new password. */
export function WelcomePage({ token, onDone }: { token: string; onDone: () => void }) {
  const text = useTexts(signInTexts);
  const queries = useQueryClient();
  const client = createClient(null, null);
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => client.invitation(token),
  });
  const accept = useMutation({
    mutationFn: client.acceptInvitation,
    onSuccess: (session) => {
      queries.setQueryData(sessionKey, session);
      onDone();
    },
  });
  return (
    <SignInFrame>
      {offer.isPending && <PageSkeleton rows={4} />}
      {offer.error !== null && (
        <>
          <h1 className="y-unseen">{text.welcomeTitle}</h1>
          <ProblemNotice error={offer.error} />
          <Button variant="outline" block onClick={onDone}>
            {text.toSignIn}
          </Button>
        </>
      )}
      {offer.data !== undefined && (
        <WelcomeForm
          offer={offer.data}
          isBusy={accept.isPending}
          problem={accept.error}
          onAccept={(answer) => accept.mutate({ token, ...answer })}
        />
      )}
    </SignInFrame>
  );
}
