/** `yifen simulator`: only the WeChat, for a server in any language. */
import { resolve } from 'node:path';
import type { Simulator } from '@yifen/simulator';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from '../cli-error.ts';
import { explainRefused } from '../diagnosis/explain-refused.ts';
import {
  chooseHost,
  choosePort,
  explainListening,
  parsePort,
  reachableUrl,
} from '../listen-settings.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface SimulatorFlags {
  readonly port?: number;
  readonly allowPublic?: boolean;
  readonly state?: string;
  readonly seed?: number;
  readonly cors: readonly string[];
  readonly json?: boolean;
}

/** Adds the command. */
export function addSimulator(program: Command, terminal: Terminal): void {
  program
    .command('simulator')
    .description('start only the simulated WeChat Pay, with a merchant of its own')
    .option(
      '--port <port>',
      '0 takes a free one (default: YIFEN_SIMULATOR_PORT or 7780)',
      parsePort,
    )
    .option('--state <file>', 'keep merchant, keys and orders in a file over restarts')
    .option('--seed <number>', 'repeat names, codes and faults', parseSeed)
    .option('--cors <origin>', 'a web page that may use the control API; may be repeated', add, [])
    .option('--allow-public', 'let other machines in (with YIFEN_HOST): they can read the keys')
    .option('--json', 'print one line of JSON when it is ready')
    .addHelpText(
      'after',
      `
Point your server at it instead of api.mch.weixin.qq.com and api.weixin.qq.com, and give it the
merchant that GET /_simulator/merchant answers: appid, mchid, keys, certificates, APIv3 key.
It checks every signature as the real one does, and signs and encrypts what it sends.

Examples:
  $ yifen simulator
  $ yifen simulator --port 0 --json
  $ yifen simulator --state simulator.state
  $ curl -s http://127.0.0.1:7780/_simulator/merchant`,
    )
    .action((flags: SimulatorFlags) => runSimulator(flags, terminal));
}

async function runSimulator(flags: SimulatorFlags, terminal: Terminal): Promise<void> {
  const stopped = terminal.untilStopped();
  const host = chooseHost(terminal);
  const port = choosePort(flags.port, terminal, 'YIFEN_SIMULATOR_PORT', 7780);
  const { createSimulator } = await import('@yifen/simulator');
  const simulator: Simulator = await createSimulator({
    host,
    port,
    corsOrigins: flags.cors,
    ...(flags.allowPublic === undefined ? {} : { allowPublic: flags.allowPublic }),
    ...(flags.state === undefined ? {} : { stateFile: resolve(terminal.cwd, flags.state) }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    explainPaySign: (refused) => explainRefused(simulator.merchant, refused),
  }).catch((error: unknown) => {
    if (error instanceof RangeError) refusePublic(host, terminal);
    const place = { port, option: '--port', variable: 'YIFEN_SIMULATOR_PORT' };
    throw explainListening(error, place, terminal);
  });
  const url = reachableUrl(host, simulator.url);
  for (const line of flags.json === true ? [asJson(simulator, url)] : asText(url, terminal))
    terminal.out(line);
  await stopped;
  await simulator.close();
}

function refusePublic(host: string, { language }: Terminal): never {
  const message =
    language === 'zh'
      ? `YIFEN_HOST=${host} 会让其他机器访问模拟器：它交出密钥，也听任何人的指挥。确有需要请加 --allow-public。`
      : `YIFEN_HOST=${host} lets other machines reach the simulator, which hands out keys and obeys whoever asks. Add --allow-public to want that.`;
  throw new CliError('public_address', message, { exitCode: 2 });
}

const add = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function parseSeed(text: string): number {
  if (/^\d{1,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A seed is a whole number of at most 14 digits.');
}

function asJson({ merchant }: Simulator, url: string): string {
  const { mchid, appid } = merchant;
  return JSON.stringify({ simulator: url, desk: `${url}/`, mchid, appid });
}

function asText(url: string, { language }: Terminal): string[] {
  const zh = language === 'zh';
  return [
    '',
    ...layOut([
      [zh ? '微信模拟台' : 'The desk', `${url}/`],
      [zh ? '接口地址' : 'Base URL', url],
      [zh ? '商户与密钥' : 'Merchant and keys', `${url}/_simulator/merchant`],
    ]),
    '',
    zh ? '按 Ctrl-C 结束。' : 'Ctrl-C ends it.',
  ];
}
