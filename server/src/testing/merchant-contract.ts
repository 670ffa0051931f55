import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant, MerchantKey, Store } from '../ports.ts';

/** The promises of every store about merchants, their mini-programs and their keys. */
export function merchantContract(
  name: string,
  open: () => Promise<{ readonly store: Store; close(): Promise<void> }>,
): void {
  describe(`a store ${name} keeps merchants`, () => {
    let underTest: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      underTest = await open();
    });
    afterAll(() => underTest?.close());

    const merchant = (id: string, changes: Partial<Merchant> = {}): Omit<Merchant, 'version'> => ({
      id,
      name: '茶铺',
      origin: 'stored',
      partner: null,
      mchid: '1900000001',
      active: true,
      choices: { orderLifeSeconds: 900, refundApprovalAboveFen: null },
      createdAtMs: 1000,
      ...changes,
    });
    const secret: MerchantKey = {
      merchantId: 'tea',
      kind: 'merchant-key',
      serial: 'AB01',
      sealed: 'v1.00000000.c2VhbGVk',
      createdAtMs: 2000,
    };

    test('a merchant is found whole, its mini-programs and keys oldest first', async () => {
      const { store } = underTest;
      await store.saveMerchant(merchant('tea'));
      const program = { merchantId: 'tea', sealedSecret: 'v1.00000000.c2VjcmV0' };
      expect(await store.saveMiniProgram({ ...program, appid: 'wxB', createdAtMs: 3 })).toBe(true);
      expect(await store.saveMiniProgram({ ...program, appid: 'wxA', createdAtMs: 9 })).toBe(true);
      expect(await store.saveMerchantKey(secret)).toBe(true);
      const pem = { merchantId: 'tea', kind: 'public-key', serial: 'PUB_KEY_ID_1', pem: 'PEM' };
      expect(await store.saveMerchantKey({ ...pem, createdAtMs: 1 } as MerchantKey)).toBe(true);
      const whole = await store.findMerchant('tea');
      expect(whole?.merchant).toEqual({ ...merchant('tea'), version: 5 });
      expect(whole?.miniPrograms.map(({ appid }) => appid)).toEqual(['wxB', 'wxA']);
      expect(whole?.keys).toEqual([{ ...pem, createdAtMs: 1 }, secret]);
      expect(await store.findMerchant('nobody')).toBeNull();
    });

    test('each change counts the version, and one that changes nothing does not', async () => {
      const { store } = underTest;
      await store.saveMerchant(merchant('count'));
      const version = async () => (await store.findMerchant('count'))?.merchant.version;
      expect(await version()).toBe(1);
      await store.saveMerchantKey({ ...secret, merchantId: 'count' });
      expect(await version()).toBe(2);
      const gone = { merchantId: 'count', kind: 'merchant-key', serial: 'AB01' } as const;
      expect(await store.removeMerchantKey({ ...gone, serial: 'AB02' })).toBe(false);
      expect(await version()).toBe(2);
      expect(await store.removeMerchantKey(gone)).toBe(true);
      expect(await version()).toBe(3);
      await store.saveMerchant(merchant('count', { active: false, createdAtMs: 7 }));
      expect((await store.findMerchant('count'))?.merchant).toMatchObject({
        active: false,
        version: 4,
        createdAtMs: 1000,
      });
    });

    test('what was chosen for a mini-program is kept beside it, also for one that is kept nowhere', async () => {
      const { store } = underTest;
      await store.saveMerchant(merchant('choosy'));
      const chosen = { merchantId: 'choosy', appid: 'wxB', messages: {}, sealedPush: null };
      const template = { templateId: 'PAID', fields: { amount2: 'amount' } } as const;
      const messages = { paidTemplate: template, orderPage: null };
      const sealedPush = 'v1.00000000.cHVzaA';
      expect(await store.saveProgramSettings({ ...chosen, messages, sealedPush })).toBe(true);
      expect(await store.saveProgramSettings({ ...chosen, appid: 'wxA' })).toBe(true);
      const whole = await store.findMerchant('choosy');
      expect(whole?.merchant.version).toBe(3);
      expect(whole?.programSettings).toEqual([
        { ...chosen, appid: 'wxA' },
        { ...chosen, messages, sealedPush },
      ]);
      await store.saveProgramSettings(chosen);
      expect((await store.findMerchant('choosy'))?.programSettings[1]).toEqual(chosen);
      expect(await store.saveProgramSettings({ ...chosen, merchantId: 'nobody' })).toBe(false);
    });

    test('nothing is kept of a merchant that there is not', async () => {
      const { store } = underTest;
      expect(await store.saveMerchantKey({ ...secret, merchantId: 'nobody' })).toBe(false);
      const program = { merchantId: 'nobody', appid: 'wx', sealedSecret: secret.sealed };
      expect(await store.saveMiniProgram({ ...program, createdAtMs: 1 })).toBe(false);
    });

    test('all are listed by their ids, those of partners with both parties', async () => {
      const { store } = underTest;
      const partner = { subMchid: '1800000001', spAppid: 'wx0000000000000001' };
      await store.saveMerchant(merchant('zz', { partner }));
      await store.saveMerchant(merchant('aa'));
      const listed = await store.listMerchants();
      const ids = listed.map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
      expect(listed.find(({ id }) => id === 'zz')).toMatchObject({ partner });
    });
  });
}
