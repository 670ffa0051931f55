import { useQuery } from '@tanstack/react-query';
import type { ConsoleSession } from '@yifen/contract';
import { lazy, Suspense, useState } from 'react';
import { ApiProvider } from '../api/api-context.tsx';
import { readSession, sessionKey } from '../api/session.ts';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { SignInFrame } from '../pages/sign-in/sign-in-frame.tsx';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';

const CodePage = lazy(async () => ({
  default: (await import('../pages/sign-in/code-page.tsx')).CodePage,
}));
const EnrolmentPage = lazy(async () => ({
  default: (await import('../pages/sign-in/enrolment-page.tsx')).EnrolmentPage,
}));
const WelcomePage = lazy(async () => ({
  default: (await import('../pages/welcome/welcome-page.tsx')).WelcomePage,
}));
const OpenConsole = lazy(async () => ({
  default: (await import('./open-console.tsx')).OpenConsole,
}));

/** Shows what the state of the session allows: a one-time link, sign-in, its second step, or the console. */
export function SessionGate() {
  const [token, setToken] = useState(readWelcomeToken);
  const session = useQuery({
    queryKey: sessionKey,
    queryFn: readSession,
    staleTime: 60_000,
    refetchInterval: 300_000,
    enabled: token === null,
  });
  const enrolling = useEnrolment(session.data ?? null);
  return (
    <Suspense fallback={null}>
      {token !== null ? (
        <WelcomePage
          token={token}
          onDone={() => {
            window.history.replaceState(null, '', window.location.pathname);
            setToken(null);
          }}
        />
      ) : session.isPending ? null : session.error !== null && session.data === undefined ? (
        <SignInFrame>
          <ProblemNotice error={session.error} onRetry={() => session.refetch()} />
        </SignInFrame>
      ) : !session.data ? (
        <SignInPage />
      ) : session.data.state === 'code' ? (
        <CodePage session={session.data} />
      ) : enrolling.session !== null ? (
        <EnrolmentPage session={enrolling.session} onDone={enrolling.end} />
      ) : (
        <ApiProvider session={session.data}>
          <OpenConsole />
        </ApiProvider>
      )}
    </Suspense>
  );
}

/**
 * The session that binds an authenticator, until the person says that the recovery codes are kept: they are
 * shown once, and the session is open by then.
 */
function useEnrolment(session: ConsoleSession | null) {
  const [held, setHeld] = useState<ConsoleSession | null>(null);
  if (session?.state === 'enrol' && held?.user.id !== session.user.id) setHeld(session);
  return { session: session === null ? null : held, end: () => setHeld(null) };
}

/** The token of a one-time link stands behind `#`, which no server and no log ever sees. */
function readWelcomeToken(): string | null {
  return /^#\/welcome\/([\w.~-]+)$/.exec(window.location.hash)?.[1] ?? null;
}
