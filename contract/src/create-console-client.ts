import type {
  AcceptInvitation,
  ConsoleMerchant,
  ConsoleSession,
  ConsoleUser,
  Invitation,
  InvitationOffer,
  RecoveryCodes,
  Role,
  SignInRequest,
  TotpEnrolment,
} from './console-api.ts';
import { type AnyRequest, createCall, type Method } from './create-call.ts';
import type { MerchantClient } from './create-merchant-client.ts';
import type { NewMerchant } from './house-api.ts';
import { houseCalls } from './house-calls.ts';
import { orderCalls, ROOT } from './order-calls.ts';
import type { List, ListQuery } from './payer-api.ts';
import { watchCalls } from './watch-calls.ts';

/** How a page reaches the server: its cookie says who it is. */
export interface ConsoleClientOptions {
  /** Empty: where the page came from. */
  readonly baseUrl: string;
  /** Must send the cookies of the origin, as `fetch` does by itself. */
  readonly request: AnyRequest;
  /** Which merchant; null: the person's first. */
  readonly merchantId: () => string | null;
  /** `csrfToken` of the session; null: there is none yet. */
  readonly csrfToken: () => string | null;
}

/** What a signed-in person can do: the merchant API, and what concerns people. */
export interface ConsoleClient extends Omit<MerchantClient, 'self'> {
  /** Of a fetch that is read as a stream: export, bill, live stream. */
  headers(method?: Method): Readonly<Record<string, string>>;
  session(): Promise<ConsoleSession>;
  signIn(request: SignInRequest): Promise<ConsoleSession>;
  /** The six digits, or a recovery code, when the session is in the state `code`. */
  answerCode(code: string): Promise<ConsoleSession>;
  signOut(): Promise<{ readonly ended: true }>;
  /** `code`: of the authenticator that is to be replaced, when there is one. */
  enrolTotp(code?: string): Promise<TotpEnrolment>;
  confirmTotp(code: string): Promise<RecoveryCodes>;
  newRecoveryCodes(code: string): Promise<RecoveryCodes>;
  changePassword(password: string, newPassword: string): Promise<ConsoleSession>;
  invitation(token: string): Promise<InvitationOffer>;
  acceptInvitation(answer: AcceptInvitation): Promise<ConsoleSession>;
  users(query?: ListQuery): Promise<List<ConsoleUser>>;
  inviteUser(user: { email: string; name: string; role: Role }): Promise<Invitation>;
  changeUser(
    userId: string,
    change: { role?: Role; state?: 'active' | 'disabled'; unlock?: true },
  ): Promise<ConsoleUser>;
  resetUser(userId: string): Promise<Invitation>;
  merchants(): Promise<{ readonly items: readonly ConsoleMerchant[] }>;
  addMerchant(merchant: NewMerchant): Promise<ConsoleMerchant>;
}

/** Creates the client of a page; it keeps no state but what it was given. */
export function createConsoleClient(options: ConsoleClientOptions): ConsoleClient {
  const { baseUrl, request, merchantId, csrfToken } = options;
  const headers = (method: Method = 'GET'): Record<string, string> => {
    const merchant = merchantId();
    const csrf = method === 'GET' ? null : csrfToken();
    return {
      ...(merchant === null ? {} : { 'yifen-merchant': merchant }),
      ...(csrf === null ? {} : { 'yifen-csrf': csrf }),
    };
  };
  const call = createCall<Method>({ baseUrl, request, headers });
  const session = '/v1/console/session';
  const invitations = '/v1/console/invitations';
  const user = (id: string) => `${ROOT}/users/${encodeURIComponent(id)}`;
  const { self: _, ...orders } = orderCalls(call);

  return Object.freeze<ConsoleClient>({
    ...orders,
    ...houseCalls(call),
    ...watchCalls(call),
    headers,
    session: () => call('GET', session),
    signIn: (body) => call('POST', session, { body }),
    answerCode: (code) => call('POST', `${session}/code`, { body: { code } }),
    signOut: () => call('POST', `${session}/end`),
    enrolTotp: (code) =>
      call('POST', `${session}/totp`, { body: code === undefined ? {} : { code } }),
    confirmTotp: (code) => call('POST', `${session}/totp/confirm`, { body: { code } }),
    newRecoveryCodes: (code) => call('POST', `${session}/recovery-codes`, { body: { code } }),
    changePassword: (password, newPassword) =>
      call('POST', `${session}/password`, { body: { password, newPassword } }),
    invitation: (token) => call('POST', `${invitations}/read`, { body: { token } }),
    acceptInvitation: (body) => call('POST', `${invitations}/accept`, { body }),
    users: (query) => call('GET', `${ROOT}/users`, { query: { ...query } }),
    inviteUser: (body) => call('POST', `${ROOT}/users`, { body }),
    changeUser: (id, body) => call('PATCH', user(id), { body }),
    resetUser: (id) => call('POST', `${user(id)}/reset`),
    merchants: () => call('GET', '/v1/console/merchants'),
    addMerchant: (body) => call('POST', '/v1/console/merchants', { body }),
  });
}
