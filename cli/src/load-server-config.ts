/** The configuration of the payment server, as `yifen serve` reads it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '@yifen/server';
import { CliError } from './cli-error.ts';
import type { Terminal } from './terminal.ts';

/**
 * Reads it from the environment and, beneath it, from the file that is named, or from `.env` when there is one.
 *
 * @throws CliError `bad_configuration` with everything that is missing or wrong at once
 */
export async function loadServerConfig(
  wanted: string | undefined,
  terminal: Terminal,
): Promise<Config> {
  const { loadConfig } = await import('@yifen/server');
  const usual = join(terminal.cwd, '.env');
  const usualFile = existsSync(usual) ? usual : undefined;
  const envFile = wanted === undefined ? usualFile : resolve(terminal.cwd, wanted);
  const { config, findings } = loadConfig(terminal.env, envFile === undefined ? {} : { envFile });
  if (config !== undefined) return config;
  const count = findings.length;
  const head =
    terminal.language === 'zh'
      ? `配置还缺 ${count} 项，或有误：`
      : `${count} ${count === 1 ? 'setting is' : 'settings are'} missing or wrong:`;
  const lines = findings.map((each) => `  ${each.name}\n      ${each[terminal.language]}`);
  const message = [head, '', ...lines].join('\n');
  throw new CliError('bad_configuration', message, { details: { findings } });
}
