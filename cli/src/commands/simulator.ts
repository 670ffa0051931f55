/** `yifen simulator`: only the WeChat, for a server in any language. */
import type { Simulator } from '@yifen/simulator';
import type { Command } from 'commander';
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
    explainPaySign: (refused) => explainRefused(simulator.merchant, refused),
  }).catch((error: unknown) => {
    const place = { port, option: '--port', variable: 'YIFEN_SIMULATOR_PORT' };
    throw explainListening(error, place, terminal);
  });
  const url = reachableUrl(host, simulator.url);
  for (const line of flags.json === true ? [asJson(simulator, url)] : asText(url, terminal))
    terminal.out(line);
  await stopped;
  await simulator.close();
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
