import { PlatformError } from '../core/errors/platform-error.ts';
import type { PlatformCall, PlatformClient } from './create-platform-client.ts';
import type { TokenSource } from './token/create-token-source.ts';

/** The codes by which WeChat says that the access token is at fault; nothing was executed then. */
const tokenCodes: ReadonlySet<number> = new Set([40001, 40014, 42001]);

/**
 * Makes a client that adds the access token to every call.
 *
 * When WeChat refuses the token, a new one is fetched and the call is made once more, exactly once.
 */
export function createAuthorizedClient(
  client: PlatformClient,
  tokens: TokenSource,
): PlatformClient {
  const callWith = (call: PlatformCall, access_token: string) =>
    client.call({ ...call, query: { ...call.query, access_token } });
  return Object.freeze({
    call: async (call: PlatformCall) => {
      const { access_token } = await tokens.get();
      try {
        return await callWith(call, access_token);
      } catch (error) {
        if (!(error instanceof PlatformError) || !tokenCodes.has(error.errcode)) throw error;
        const next = await tokens.replace(access_token);
        return callWith(call, next.access_token);
      }
    },
  });
}
