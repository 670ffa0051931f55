import type { Person } from '../../ports.ts';
import { type AuditPorts, keepAudit } from '../keep-audit.ts';

/**
 * Notes in the audit log of every merchant at which a person has a place what the person did, or what was
 * done in the person's name.
 *
 * @param details Never a password, a code or a token.
 */
export async function notePerson(
  ports: AuditPorts,
  { user, memberships }: Person,
  action: string,
  requestId: string | null,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  for (const { merchantId } of memberships) {
    await keepAudit(ports, {
      merchantId,
      actor: `user:${user.id}`,
      action,
      subject: user.id,
      details,
      requestId,
    });
  }
}
