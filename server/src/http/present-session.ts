import type { ConsoleSession } from '../flows/people/console-session.ts';
import { isRole, ROLES } from '../flows/roles.ts';
import { rfc3339 } from './present-order.ts';

/** A session as its own browser sees it. */
export function presentSession({ login, user, memberships, csrfToken }: ConsoleSession) {
  return {
    state: login.state,
    user: {
      id: user.id,
      email: user.email,
      name: user.name,
      memberships: memberships.flatMap(({ merchantId, role, active }) =>
        active && isRole(role) ? [{ merchantId, role, scopes: [...ROLES[role]] }] : [],
      ),
      totp: user.sealedTotp !== null,
      recoveryCodes: user.recoveryDigests.length,
    },
    csrfToken,
    expiresAt: rfc3339(login.expiresAtMs),
  };
}
