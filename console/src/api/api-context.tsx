import type { ConsoleClient, ConsoleSelf, ConsoleSession } from '@yifen/contract';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { usePreference } from '../app/create-preference.ts';
import { chosenMerchant } from './chosen-merchant.ts';
import { createClient } from './session.ts';

/** What every page gets: who is signed in, at which merchant, and how to ask the server. */
export interface Api {
  /** The merchant's and the person's routes; `client.headers()` are for streams. */
  readonly client: ConsoleClient;
  readonly user: ConsoleSelf;
  /** First word of every query's key. */
  readonly merchantId: string;
  readonly role: string;
  /** Whether the role allows it; the server judges in any case. */
  can(scope: string): boolean;
}

const Context = createContext<Api | null>(null);

/** Gives the API to the pages of an open session. */
export function ApiProvider({
  session,
  children,
}: {
  session: ConsoleSession;
  children: ReactNode;
}) {
  const chosen = usePreference(chosenMerchant);
  const api = useMemo(() => createApi(session, chosen), [session, chosen]);
  return <Context value={api}>{children}</Context>;
}

/** The API of the open session. @throws Error outside of {@link ApiProvider} */
export function useApi(): Api {
  const api = use(Context);
  if (api === null) throw new Error('a page stands outside of the session');
  return api;
}

function createApi({ user, csrfToken }: ConsoleSession, chosen: string): Api {
  const membership =
    user.memberships.find(({ merchantId }) => merchantId === chosen) ?? user.memberships[0];
  const scopes = new Set(membership?.scopes);
  return Object.freeze<Api>({
    client: createClient(csrfToken, membership?.merchantId ?? null),
    user,
    merchantId: membership?.merchantId ?? '',
    role: membership?.role ?? 'read-only',
    can: (scope) => scopes.has(scope),
  });
}
