import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { type QuietTerminal, quietTerminal } from './testing/quiet-terminal.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yifen-cli-'));
  folders.push(folder);
  return folder;
}

const said = ({ answers, notes }: QuietTerminal): string => [...answers, ...notes].join('\n');

describe('the command line', () => {
  test('help names every command and succeeds', async () => {
    const terminal = quietTerminal();
    expect(await runCli(['--help'], terminal)).toBe(0);
    for (const name of [
      'demo',
      'serve',
      'simulator',
      'phone',
      'listen',
      'trigger',
      'resend',
      'logs',
      'doctor',
      'sign',
      'verify',
      'decrypt',
      'order',
    ])
      expect(said(terminal)).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });

  test('the help of every command teaches by an example', async () => {
    const commands = [
      ...[['demo'], ['serve'], ['simulator'], ['phone'], ['doctor'], ['decrypt']],
      ...[['listen'], ['trigger'], ['resend'], ['logs']],
      ...['paysign', 'request', 'notification'].flatMap((what) => [
        ['doctor', what],
        ['verify', what],
      ]),
      ...[
        ['sign', 'request'],
        ['sign', 'paysign'],
        ['order', 'get'],
        ['order', 'close'],
      ],
    ];
    for (const command of commands) {
      const terminal = quietTerminal();
      expect(await runCli([...command, '--help'], terminal)).toBe(0);
      expect(said(terminal)).toContain(`yifen ${command.join(' ')} `.trimEnd());
      expect(said(terminal)).toMatch(/Examples?:\n {2}\$ /);
      expect(said(terminal)).toContain('--json');
    }
  });

  test('wrong usage is told apart from failure: exit code 2', async () => {
    const wrong = [
      ['nonsense'],
      ['demo', '--colour'],
      ['demo', '--port', '70000'],
      ['phone'],
      ['phone', '.', '--api', 'https://pay.example.com'],
      ['verify', 'paysign'],
    ];
    for (const args of wrong) {
      const terminal = quietTerminal();
      expect([args, await runCli(args, terminal)]).toEqual([args, 2]);
      expect(terminal.notes.join('\n')).not.toBe('');
    }
  });

  test('a port in the environment that is none is wrong usage', async () => {
    const terminal = quietTerminal({ env: { YIFEN_SIMULATOR_PORT: 'http' } });
    expect(await runCli(['simulator'], terminal)).toBe(2);
    expect(terminal.notes[0]).toContain('YIFEN_SIMULATOR_PORT=http');
  });
});

describe('yifen serve', () => {
  test('names every missing setting at once, each with its remedy', async () => {
    const terminal = quietTerminal();
    expect(await runCli(['serve'], terminal)).toBe(1);
    const text = terminal.notes.join('\n');
    const missing = [
      'WECHAT_APPID',
      'WECHAT_APP_SECRET',
      'WECHATPAY_MCHID',
      'WECHATPAY_MERCHANT_SERIAL',
      'WECHATPAY_MERCHANT_KEY',
      'WECHATPAY_APIV3_KEY',
      'WECHATPAY_PUBLIC_KEY_ID',
      'WECHATPAY_PUBLIC_KEY',
      'YIFEN_MASTER_KEY',
      'YIFEN_PUBLIC_URL',
    ];
    for (const name of missing) expect(text).toMatch(new RegExp(`^ {2}${name}\\n {6}\\S`, 'm'));
  });

  test('says them in Chinese where the terminal speaks Chinese', async () => {
    const terminal = quietTerminal({ language: 'zh' });
    await runCli(['serve'], terminal);
    expect(terminal.notes.join('\n')).toMatch(/^配置还缺 \d+ 项/);
  });

  test('reads .env where it stands, and takes what the environment says over it', async () => {
    const cwd = await newFolder();
    await writeFile(join(cwd, '.env'), 'WECHATPAY_MCHID=1900000001\nWECHAT_APPID=wrong\n');
    const terminal = quietTerminal({ cwd, env: { WECHAT_APPID: 'wx0123456789abcdef' } });
    await runCli(['serve'], terminal);
    expect(terminal.notes.join('\n')).not.toMatch(/WECHATPAY_MCHID|WECHAT_APPID/);
  });

  test('gives the findings as data with --json', async () => {
    const terminal = quietTerminal();
    expect(await runCli(['serve', '--json'], terminal)).toBe(1);
    const { error } = JSON.parse(terminal.answers.join('')) as {
      error: { code: string; findings: { name: string }[] };
    };
    expect(error.code).toBe('bad_configuration');
    expect(error.findings.map(({ name }) => name)).toContain('WECHATPAY_APIV3_KEY');
  });
});

describe('yifen simulator', () => {
  test('starts on a free port, says where, and ends when it is told', async () => {
    const terminal = quietTerminal();
    const exit = runCli(['simulator', '--port', '0', '--json'], terminal);
    await expect.poll(() => terminal.answers).toHaveLength(1);
    const { simulator, mchid } = JSON.parse(terminal.answers[0] ?? '') as Record<string, string>;
    const merchant = (await (await fetch(`${simulator}/_simulator/merchant`)).json()) as {
      mchid: string;
    };
    expect(merchant.mchid).toBe(mchid);
    terminal.stop();
    expect(await exit).toBe(0);
    await expect(fetch(`${simulator}/`)).rejects.toThrow();
  });

  test('a port in use is one sentence with the remedy', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const address = holder.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const terminal = quietTerminal();
    expect(await runCli(['simulator', '--port', port], terminal)).toBe(1);
    expect(terminal.notes).toEqual([
      `Port ${port} is in use: end the program that holds it, or say --port 0 to take a free one (or set YIFEN_SIMULATOR_PORT).`,
    ]);
    holder.close();
  });
});

describe('yifen phone', () => {
  test('a folder that is no mini-program is refused in one sentence', async () => {
    const cwd = await newFolder();
    const terminal = quietTerminal({ cwd });
    expect(await runCli(['phone', '.'], terminal)).toBe(1);
    expect(terminal.notes).toEqual([
      '. holds no project.config.json: name the folder that WeChat DevTools opens.',
    ]);
  });
});

describe('yifen verify paysign', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = 'wx2421b1c4370ec43b\n1554208460\nnonce\nprepay_id=wx1\n';
  const sign = createSign('RSA-SHA256').update(text).sign(privateKey, 'base64');

  async function verify(given: { paySign?: string; nonce?: string; key?: string }) {
    const cwd = await newFolder();
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    await writeFile(join(cwd, 'key.pem'), given.key ?? pem);
    const terminal = quietTerminal({ cwd });
    const exitCode = await runCli(
      [
        ...['verify', 'paysign', '--appid', 'wx2421b1c4370ec43b', '--time-stamp', '1554208460'],
        ...['--nonce-str', given.nonce ?? 'nonce', '--package', 'prepay_id=wx1'],
        ...['--pay-sign', given.paySign ?? sign, '--public-key', 'key.pem', '--json'],
      ],
      terminal,
    );
    return { exitCode, answer: JSON.parse(terminal.answers[0] ?? '{}') as object };
  }

  test('a right signature: exit code 0, and the text it signs', async () => {
    expect(await verify({})).toEqual({ exitCode: 0, answer: { valid: true, signedText: text } });
  });

  test('another text or another signature: exit code 1', async () => {
    const other = sign.startsWith('A') ? `B${sign.slice(1)}` : `A${sign.slice(1)}`;
    expect((await verify({ nonce: 'Nonce' })).exitCode).toBe(1);
    expect((await verify({ paySign: other })).exitCode).toBe(1);
  });

  test('a file that holds no key: exit code 2', async () => {
    expect((await verify({ key: 'not a key' })).exitCode).toBe(2);
  });
});
