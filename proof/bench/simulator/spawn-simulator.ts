import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** The published simulator as a process of its own. */
export interface SpawnedSimulator {
  readonly url: string;
  /** Milliseconds from the start of the process to its first line. */
  readonly startMs: number;
  /** Resident memory, in MB (10⁶ bytes); undefined where the system does not say. */
  residentMegabytes(): number | undefined;
  /** Processor time so far, in milliseconds; undefined where the system does not say. */
  processorMs(): number | undefined;
  stop(): Promise<void>;
}

/** Packs the simulator and starts its command on a free port. */
export async function spawnSimulator(): Promise<SpawnedSimulator> {
  const folder = mkdtempSync(join(tmpdir(), 'yifen-bench-simulator-'));
  const packed = spawnSync(process.execPath, ['simulator/pack/pack-simulator.ts', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  if (packed.status !== 0) throw new Error(packed.stderr);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [join(folder, 'package', 'main.cjs'), '--port', '0', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('the simulator did not start');
    }),
  ]);
  const startMs = performance.now() - started;
  const { simulator: url } = JSON.parse(String(line)) as { simulator: string };
  return {
    url,
    startMs,
    residentMegabytes() {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        return (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6;
      } catch {
        return undefined;
      }
    },
    processorMs() {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
        // Hundredths of a second, for user and system.
        return (Number(fields?.[11]) + Number(fields?.[12])) * 10;
      } catch {
        return undefined;
      }
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
