import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLog } from './create-log.ts';

describe('createLog', () => {
  it('writes one JSON line per event, at a level that says who should look', () => {
    const lines = write((log) => {
      log.event('order.paid', { outTradeNo: 'Y1', amountFen: 1 });
      log.event('notification.refused', { code: 'signature' });
      log.event('http.failed', { requestId: '1' });
    });
    expect(lines).toMatchObject([
      { level: 'info', event: 'order.paid', outTradeNo: 'Y1', amountFen: 1 },
      { level: 'warn', event: 'notification.refused' },
      { level: 'error', event: 'http.failed' },
    ]);
  });

  it('keeps signed texts out of the lines', () => {
    const [line] = write((log) => log.event('payment.signed', { signedText: 'wx1\n1\n2\n3\n' }));
    expect(line).not.toHaveProperty('signedText');
  });

  it('I20 writes no field that nobody has thought about', () => {
    const fields = { outTradeNo: 'Y1', sessionKey: 'secret', authorization: 'secret' };
    const [line] = write((log) => log.event('order.paid', fields));
    expect(line).toMatchObject({ outTradeNo: 'Y1' });
    expect(JSON.stringify(line)).not.toContain('secret');
  });

  it.runIf(existsSync('/dev/full'))(
    'loses lines, and not the process, when the disk is full',
    () => {
      const program = `
      import { createLog } from ${JSON.stringify(new URL('./create-log.ts', import.meta.url).href)};
      const log = createLog('info');
      for (const each of [1, 2, 3]) log.event('order.paid', { amountFen: each });
      process.stderr.write('still here');
    `;
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--input-type=module', '--eval', program],
        { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' },
      );
      closeSync(full);
      expect({ status, stderr }).toEqual({ status: 0, stderr: 'still here' });
    },
  );

  it('says in which request it happened', () => {
    const [line] = write((log) => log.event('order.paid', {}));
    expect(line.requestId).toBe('request-1');
  });

  it('goes on when a listener throws', () => {
    const throwing = () => {
      throw new Error('listener');
    };
    expect(() => write((log) => log.event('order.paid', {}), throwing)).not.toThrow();
  });
});

function write(act: (log: ReturnType<typeof createLog>) => void, onEvent?: () => void) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const options = { destination, requestId: () => 'request-1', ...(onEvent && { onEvent }) };
  act(createLog('info', options));
  return lines.map((line) => JSON.parse(line));
}
