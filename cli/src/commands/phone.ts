/** `yifen phone DIR`: any native mini-program in a browser. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Build } from '@yifen/phone';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { chooseHost, explainListening, parsePort } from '../listen-settings.ts';
import type { Terminal } from '../terminal.ts';

type Apis = Readonly<Record<string, string>>;

interface PhoneFlags {
  readonly api: Apis;
  readonly simulator: string;
  readonly appid?: string;
  readonly port: number;
  readonly json?: boolean;
}

/** Adds the command. */
export function addPhone(program: Command, terminal: Terminal): void {
  program
    .command('phone')
    .description('run a native mini-program in the browser')
    .argument('<dir>', 'the folder with project.config.json')
    .option(
      '--api <origin=target>',
      'where an origin of the mini-program is served; may be given several times',
      addApi,
      {},
    )
    .option('--simulator <url>', 'the simulated WeChat', parseOrigin, 'http://127.0.0.1:7780')
    .option('--appid <appid>', 'the appid to run under (default: the simulated merchant’s own)')
    .option('--port <port>', '0 takes a free one', parsePort, 7790)
    .option('--json', 'print one line of JSON when it is ready')
    .addHelpText(
      'after',
      `
The mini-program's source stays as it is: what it calls https://pay.example.com is served by
the target named here. Login and payment go to the simulator, which must be running. A saved file
is built at once and the page loads anew; what the mini-program writes to its console is shown here.
Another user is another frame or window: add ?openid=o… to the address.

Example:
  $ yifen simulator
  $ yifen phone ./my-mini-program --api https://pay.example.com=http://127.0.0.1:7777`,
    )
    .action((dir: string, flags: PhoneFlags) => runPhone(dir, flags, terminal));
}

async function runPhone(dir: string, flags: PhoneFlags, terminal: Terminal): Promise<void> {
  const stopped = terminal.untilStopped();
  const project = resolve(terminal.cwd, dir);
  if (!(await isFile(`${project}/project.config.json`))) {
    const message =
      terminal.language === 'zh'
        ? `${dir} 里没有 project.config.json：请指定微信开发者工具打开的那个目录。`
        : `${dir} holds no project.config.json: name the folder that WeChat DevTools opens.`;
    throw new CliError('no_project', message);
  }
  const { formatDiagnostic, startPhone } = await import('@yifen/phone');
  const { api: apis, simulator: simulatorUrl, appid, port } = flags;
  const phone = await startPhone({
    project,
    simulatorUrl,
    apis,
    port,
    host: chooseHost(terminal),
    watch: true,
    onBuild(next) {
      for (const each of next.errors) terminal.note(formatDiagnostic(each));
      if (next.errors.length === 0) sayBuilt(next, terminal);
    },
    onConsole: (line) => terminal.note(`[${line.level}] ${line.text}`),
    ...(appid === undefined ? {} : { appid }),
  }).catch((error: unknown) => {
    throw explainListening(error, { port, option: '--port', variable: '--port' }, terminal);
  });
  const { build, url } = phone;
  for (const each of [...build.errors, ...build.warnings]) terminal.note(formatDiagnostic(each));
  if (flags.json === true)
    terminal.out(JSON.stringify({ phone: url, errors: build.errors.length }));
  else terminal.out(`${terminal.language === 'zh' ? '手机' : 'Phone'}  ${url}`);
  await stopped;
  await phone.close();
}

/** A build after a change went well. */
function sayBuilt({ durationMs }: Build, { language, note }: Terminal): void {
  note(language === 'zh' ? `已重新编译（${durationMs} 毫秒）` : `Built again in ${durationMs} ms`);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}

function addApi(text: string, before: Apis): Apis {
  const [origin, target] = splitOnce(text, '=');
  if (!isOrigin(origin) || !isOrigin(target)) {
    throw new InvalidArgumentError(
      'Say ORIGIN=TARGET, e.g. https://pay.example.com=http://127.0.0.1:7777.',
    );
  }
  return { ...before, [new URL(origin).origin]: new URL(target).origin };
}

function parseOrigin(text: string): string {
  if (isOrigin(text)) return new URL(text).origin;
  throw new InvalidArgumentError('Say an origin such as http://127.0.0.1:7780.');
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
  );
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
