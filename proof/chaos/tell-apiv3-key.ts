import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli } from './payment-server.ts';
import type { Stage } from './stage.ts';

/**
 * Keeps an APIv3 key as the guide says: `yifen merchant set-key` beside servers that run. What the command says is
 * heard like a server's log: no key may be in it.
 *
 * @param serial `current`: WeChat seals with it; `next`: it is going to.
 */
export async function tellApiV3Key(
  stage: Stage,
  serial: 'current' | 'next',
  key: string,
  folder: string,
): Promise<void> {
  const file = join(folder, `${serial}.txt`);
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  const args = ['merchant', 'set-key', 'default', '--kind', 'apiv3-key', '--serial', serial];
  const command = spawn(process.execPath, [cli, ...args, '--file', file, '--json'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...stage.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [command.stdout, command.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      stage.hear('yifen merchant', line);
    });
  }
  const [code] = await once(command, 'close');
  if (code !== 0) throw new Error(`yifen merchant set-key ended with ${code}: ${said.join('\n')}`);
}
