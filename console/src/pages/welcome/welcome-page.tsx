import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createClient, sessionKey } from '../../api/session.ts';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SignInFrame } from '../sign-in/sign-in-frame.tsx';
import { WelcomeForm } from './welcome-form.tsx';

/** What a one-time link opens: the first account, an invitation, or a new password. */
export function WelcomePage({ token, onDone }: { token: string; onDone: () => void }) {
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
      {offer.error !== null && <ProblemNotice error={offer.error} />}
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
