/** `yifen demo`: everything on this machine, without an account. */
import type { Command } from 'commander';
import type { Demo } from '../demo/start-demo.ts';
import { chooseHost, choosePort, parsePort } from '../listen-settings.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface DemoFlags {
  readonly port?: number;
  readonly simulatorPort?: number;
  readonly data?: string;
  readonly json?: boolean;
}

/** Adds the command. */
export function addDemo(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description('start a shop on a phone, its payment server and a simulated WeChat')
    .option(
      '--port <port>',
      'of the server; 0 takes a free one (default: YIFEN_PORT or 7777)',
      parsePort,
    )
    .option(
      '--simulator-port <port>',
      'of simulator, desk and phone (default: YIFEN_SIMULATOR_PORT or 7780)',
      parsePort,
    )
    .option('--data <dir>', 'keep database and keys there (default: a temporary folder)')
    .option('--json', 'print one line of JSON when everything is ready')
    .addHelpText(
      'after',
      `
Nothing to set up: no account, no key, no Docker. Ctrl-C ends all of it.
YIFEN_HOST opens it to other machines (default: 127.0.0.1, this one only).
YIFEN_DATABASE_URL uses a PostgreSQL of yours instead of the embedded one.

Examples:
  $ yifen demo
  $ yifen demo --port 0 --simulator-port 0 --json
  $ yifen demo --data ./my-demo     orders are still there the next time`,
    )
    .action((flags: DemoFlags) => runDemo(flags, terminal));
}

async function runDemo(flags: DemoFlags, terminal: Terminal): Promise<void> {
  const stopped = terminal.untilStopped();
  const startedAtMs = performance.now();
  if (flags.json !== true) terminal.note(starting[terminal.language]);
  // Server, phone and simulator are loaded by the commands that need them: the others answer at once.
  const { startDemo } = await import('../demo/start-demo.ts');
  const demo = await startDemo(
    {
      host: chooseHost(terminal),
      port: choosePort(flags.port, terminal, 'YIFEN_PORT', 7777),
      simulatorPort: choosePort(flags.simulatorPort, terminal, 'YIFEN_SIMULATOR_PORT', 7780),
      dataDir: flags.data ?? null,
    },
    terminal,
  );
  const seconds = (performance.now() - startedAtMs) / 1000;
  for (const line of flags.json === true ? [asJson(demo)] : asText(demo, seconds, terminal))
    terminal.out(line);
  await stopped;
  if (flags.json !== true) terminal.note(stopping[terminal.language]);
  await demo.close();
}

const starting = { zh: '正在启动……', en: 'Starting …' };
const stopping = { zh: '\n正在结束……', en: '\nEnding …' };

const signInAs = {
  owner: { zh: '　店主登录', en: '  as owner' },
  finance: { zh: '　财务登录', en: '  as finance' },
};

function asJson(demo: Demo): string {
  const { serverUrl, simulatorUrl, mchid, appid, people } = demo;
  return JSON.stringify({
    desk: `${simulatorUrl}/`,
    phone: `${simulatorUrl}/phone/`,
    server: serverUrl,
    console: `${serverUrl}/console/`,
    people,
    openapi: `${serverUrl}/docs/openapi.json`,
    simulator: simulatorUrl,
    mchid,
    appid,
  });
}

function asText(demo: Demo, seconds: number, { language }: Terminal): string[] {
  const { serverUrl, simulatorUrl, people } = demo;
  const zh = language === 'zh';
  const rows: (readonly [string, string])[] = [
    [zh ? '打开这里' : 'Open this', `${simulatorUrl}/`],
    [zh ? '手机' : 'The phone', `${simulatorUrl}/phone/`],
    [zh ? '控制台' : 'The console', `${serverUrl}/console/`],
    ...people.map(
      ({ email, password, role }) => [signInAs[role][language], `${email}  ${password}`] as const,
    ),
    [zh ? '商户服务器' : 'The server', serverUrl],
    [zh ? '接口文档' : 'Its API', `${serverUrl}/docs`],
  ];
  const time = seconds.toFixed(1);
  return [
    '',
    zh ? `一分 · 演示已就绪（${time} 秒）` : `Yifen · the demo is ready (${time} s)`,
    '',
    ...layOut(rows),
    '',
    zh
      ? '左边的手机里买点什么，右边看每一步的真实报文。微信是模拟的，不会真实扣款。'
      : 'Buy something on the phone at the left, read every message at the right. WeChat is simulated: no money moves.',
    zh ? '按 Ctrl-C 结束全部。' : 'Ctrl-C ends all of it.',
  ];
}
