import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '@yifen/server';
import { createSimulator, type Simulator } from '@yifen/simulator';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCli } from '../run-cli.ts';
import { type QuietTerminal, quietTerminal } from '../testing/quiet-terminal.ts';

/* Each command opens the database anew, as it does for a user. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const env: Record<string, string> = { YIFEN_MASTER_KEY: randomBytes(32).toString('base64') };
let folder: string;
let simulator: Simulator;
let database: Awaited<ReturnType<typeof startEmbeddedDatabase>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yifen-administration-'));
  await chmod(folder, 0o755);
  database = await startEmbeddedDatabase({ dataDir: folder });
  env.YIFEN_DATABASE_URL = database.connectionString;
  simulator = await createSimulator({ port: false });
  const { merchant } = simulator;
  await writeFile(join(folder, 'secret'), `${merchant.appSecret}\n`);
  await writeFile(join(folder, 'key.pem'), merchant.merchantPrivateKey);
  await writeFile(join(folder, 'apiv3'), merchant.apiV3Key);
  await writeFile(join(folder, 'pub.pem'), merchant.publicKey);
});
afterAll(async () => {
  await simulator?.close();
  await database?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function yifen(...args: string[]): Promise<QuietTerminal & { readonly code: number }> {
  const terminal = quietTerminal({ env, cwd: folder });
  return { ...terminal, code: await runCli(args, terminal) };
}

async function json(...args: string[]) {
  const { answers, notes, code } = await yifen(...args, '--json');
  expect([code, notes]).toEqual([0, []]);
  return JSON.parse(answers.join('\n'));
}

test('a key is created, listed without what it is, rotated and revoked', async () => {
  const made = await json(
    'key',
    'create',
    '--name',
    'erp',
    '--scope',
    'orders:read',
    '--days',
    '9',
  );
  expect(made).toMatchObject({ name: 'erp', merchantId: 'default', scopes: ['orders:read'] });
  expect(made.key).toMatch(/^yk_[\w-]{43}[0-9a-f]{6}$/);
  const next = await json('key', 'rotate', made.id, '--overlap-hours', '0');
  expect(next).toMatchObject({ holder: made.id });
  const revoked = await json('key', 'revoke', next.id);
  expect(revoked.expiresAtMs).toBeLessThanOrEqual(Date.now());
  const listed = await yifen('key', 'list', '--json');
  expect(JSON.parse(listed.answers.join())).toHaveLength(2);
  for (const { key } of [made, next]) expect(listed.answers.join()).not.toContain(key.slice(9));
});

test('what is wrong is said in one sentence, with exit code 1', async () => {
  const scope = await yifen('key', 'create', '--name', 'x', '--scope', 'everything', '--json');
  expect([scope.code, JSON.parse(scope.answers.join()).error.code]).toEqual([1, 'scope_unknown']);
  const nobody = await yifen('key', 'create', '--name', 'x', '--scope', 'all', '--merchant', 'no');
  expect([nobody.code, nobody.notes.length]).toEqual([1, 1]);
  const settings = quietTerminal({ cwd: folder });
  expect(await runCli(['key', 'list'], settings)).toBe(1);
  expect(settings.notes.join()).toContain('YIFEN_MASTER_KEY');
});

test('a merchant is made whole from files, and none of its secrets is printed', async () => {
  const { merchant } = simulator;
  await json('merchant', 'create', 'tea', '--mchid', merchant.mchid, '--name', '茶铺');
  const program = ['--appid', merchant.appid, '--secret-file', 'secret'];
  await json('merchant', 'add-mini-program', 'tea', ...program);
  for (const [kind, serial, file] of [
    ['merchant-key', merchant.merchantSerial, 'key.pem'],
    ['apiv3-key', 'current', 'apiv3'],
    ['public-key', merchant.publicKeyId, 'pub.pem'],
  ] as const) {
    const flags = ['--kind', kind, '--serial', serial, '--file', file];
    expect(await json('merchant', 'set-key', 'tea', ...flags)).toMatchObject({ kind, serial });
  }
  const wrong = ['--kind', 'apiv3-key', '--serial', 'next', '--file', 'key.pem'];
  expect((await yifen('merchant', 'set-key', 'tea', ...wrong)).code).toBe(1);
  const choice = ['--order-life-seconds', '900', '--late-payment', 'refund'];
  expect(await json('merchant', 'set', 'tea', ...choice)).toEqual({
    id: 'tea',
    orderLifeSeconds: 900,
    latePayment: 'refund',
  });
  expect((await yifen('merchant', 'set', 'tea', '--order-life-seconds', '-1')).code).toBe(2);
  await json('merchant', 'deactivate', 'tea');
  const listed = (await yifen('merchant', 'list')).answers.join('\n');
  expect(listed).toContain('tea  茶铺  (not active)');
  expect(listed).toContain(`merchant-key ${merchant.merchantSerial}`);
  expect(listed).not.toContain(merchant.apiV3Key);
});

test('secrets go under a new master key, and one that is missing is named as such', async () => {
  const former = env.YIFEN_MASTER_KEY ?? '';
  env.YIFEN_MASTER_KEY = randomBytes(32).toString('base64');
  const missing = await yifen('merchant', 'reseal', '--json');
  expect([missing.code, JSON.parse(missing.answers.join()).error]).toMatchObject([
    1,
    { code: 'master_key_missing', unopened: 3 },
  ]);
  env.YIFEN_MASTER_KEY_PREVIOUS = former;
  expect(await json('merchant', 'reseal')).toEqual({ resealed: 3, unopened: 0 });
  delete env.YIFEN_MASTER_KEY_PREVIOUS;
  expect(await json('merchant', 'reseal')).toEqual({ resealed: 0, unopened: 0 });
});

test('people of the console are created, listed, locked out and let in again', async () => {
  const user = ['user', 'create', '--email', 'Li@Example.com', '--name', '李雷', '--role'];
  const invited = await json(...user, 'owner');
  expect(invited).toMatchObject({ email: 'li@example.com', role: 'owner', state: 'invited' });
  expect(invited.url).toMatch(/^http:\/\/127\.0\.0\.1:7777\/console\/#\/welcome\/[\w-]{43}$/);
  expect((await yifen(...user, 'king')).notes.join()).toContain('There is no such role');
  expect((await yifen(...user, 'owner')).code).toBe(1);

  const answers = [
    'correct horse battery',
    'correct horse battery',
    'short',
    'short',
    'one',
    'two',
  ];
  const typed = async (email: string) => {
    const asked = quietTerminal({
      env,
      cwd: folder,
      readSecret: async () => answers.shift() ?? '',
    });
    const args = ['user', 'create', '--email', email, '--name', '韩梅梅', '--role', 'finance'];
    const code = await runCli(args, asked);
    return { code, said: [...asked.answers, ...asked.notes].join('\n') };
  };
  expect(await typed('han@example.com')).toEqual({
    code: 0,
    said: 'han@example.com  韩梅梅  finance  active',
  });
  expect((await typed('wei@example.com')).said).toContain('12 to 128 characters');
  expect((await typed('wei@example.com')).said).toContain('differ');

  const key = await json(
    'key',
    'create',
    '--name',
    'mine',
    '--scope',
    'orders:read',
    '--user',
    'han@example.com',
  );
  expect(key.holder).toMatch(/^user:/);
  expect(await json('user', 'disable', 'han@example.com')).toMatchObject({ state: 'disabled' });
  expect(await json('user', 'enable', 'han@example.com')).toMatchObject({ state: 'active' });
  expect(await json('user', 'unlock', 'han@example.com')).toMatchObject({ lockedUntilMs: null });
  expect((await json('user', 'reset', 'han@example.com')).url).toContain('/console/#/welcome/');
  expect((await yifen('user', 'reset', 'nobody@example.com')).code).toBe(1);
  const list = await json('user', 'list');
  expect(list.map(({ email }: { email: string }) => email)).toEqual([
    'li@example.com',
    'han@example.com',
  ]);
  expect(JSON.stringify(list)).not.toMatch(/argon2|hash/i);
  expect((await yifen('user', 'list', '--merchant', 'nowhere')).answers).toEqual([]);
});
