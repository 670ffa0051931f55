import { type AuditPorts, keepAudit } from './flows/keep-audit.ts';
import type { Administration } from './open-administration.ts';

/** The same administration, with each change in the merchant's audit log. */
export function noteDown(ports: AuditPorts, tended: Administration): Administration {
  async function note(
    merchantId: string,
    action: string,
    subject: string | null,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await keepAudit(ports, { merchantId, actor: 'cli', action, subject, details, requestId: null });
  }
  return {
    ...tended,
    async createApiKey(wish, email) {
      const made = await tended.createApiKey(wish, email);
      await note(wish.merchantId, 'key.create', made.key.id, { scopes: made.key.scopes });
      return made;
    },
    async rotateApiKey(merchantId, id, overlapSeconds) {
      const made = await tended.rotateApiKey(merchantId, id, overlapSeconds);
      await note(merchantId, 'key.rotate', id, { newKey: made.key.id, overlapSeconds });
      return made;
    },
    async revokeApiKey(merchantId, id) {
      const ended = await tended.revokeApiKey(merchantId, id);
      await note(merchantId, 'key.revoke', id);
      return ended;
    },
    async createMerchant(wish) {
      await tended.createMerchant(wish);
      await note(wish.id, 'merchant.create', wish.id, { mchid: wish.mchid });
    },
    async changeMerchant(id, changes) {
      await tended.changeMerchant(id, changes);
      await note(id, 'merchant.change', id, changes);
    },
    async saveMiniProgram(program) {
      await tended.saveMiniProgram(program);
      await note(program.merchantId, 'mini-program.save', program.appid);
    },
    async changeMiniProgram(merchantId, appid, wish) {
      const shown = await tended.changeMiniProgram(merchantId, appid, wish);
      await note(merchantId, 'mini-program.change', appid, { ...shown });
      return shown;
    },
    async saveMerchantKey(merchantId, wish) {
      const shown = await tended.saveMerchantKey(merchantId, wish);
      await note(merchantId, 'merchant-key.save', wish.serial, { kind: wish.kind });
      return shown;
    },
    async createUser(merchantId, wish, password) {
      const made = await tended.createUser(merchantId, wish, password);
      const { email, role } = made.user;
      await note(merchantId, 'user.create', made.user.id, { email, role });
      return made;
    },
    async resetUser(merchantId, email) {
      const reset = await tended.resetUser(merchantId, email);
      await note(merchantId, 'user.reset', reset.user.id);
      return reset;
    },
    async changeUser(merchantId, email, change) {
      const changed = await tended.changeUser(merchantId, email, change);
      await note(merchantId, 'user.change', changed.id, change);
      return changed;
    },
    async removeMerchantKey(merchantId, key) {
      await tended.removeMerchantKey(merchantId, key);
      await note(merchantId, 'merchant-key.remove', key.serial, { kind: key.kind });
    },
  };
}
