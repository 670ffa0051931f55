import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Table } from '../report.ts';

const rows = 1_000_000;
const limitMb = 200;

/** Reads a trade bill of a million rows over HTTP, plain and gzip, each in a process that does nothing else. */
export async function billMemory(): Promise<Table> {
  const server = fork(join(import.meta.dirname, 'serve-bill.ts'), [String(rows)]);
  try {
    const served = await messageOf<Served>(server);
    const plain = await readBill({ baseUrl: served.plainUrl, publicKey: served.publicKey });
    const gzip = await readBill({ baseUrl: served.gzipUrl, publicKey: served.publicKey });
    const peaks = `${plain.peakMb.toFixed(0)} MB plain, ${gzip.peakMb.toFixed(0)} MB gzip`;
    return {
      title: `Read a bill of ${rows.toLocaleString('en')} rows (${served.megabytes.toFixed(0)} MB)`,
      rows: [
        { name: 'rows, plain', perSecond: rows / plain.seconds, ratio: 1 },
        {
          name: 'rows, gzip',
          perSecond: rows / gzip.seconds,
          ratio: plain.seconds / gzip.seconds,
        },
      ],
      meaning:
        'Request, signed download, hash, unpacking, typed rows, summary compared; the bill is written while it is sent, by another process on the same machine.',
      note: `aim: at most ${limitMb} MB resident; here ${peaks}`,
    };
  } finally {
    server.kill();
  }
}

interface Served {
  readonly plainUrl: string;
  readonly gzipUrl: string;
  readonly publicKey: string;
  readonly megabytes: number;
}

/** What reading took; `peakMb` is the most memory the process ever had. */
interface Reading {
  readonly seconds: number;
  readonly peakMb: number;
}

async function readBill(source: { baseUrl: string; publicKey: string }): Promise<Reading> {
  const reader = fork(join(import.meta.dirname, 'read-bill.ts'));
  reader.send(source);
  const [reading] = await Promise.all([messageOf<Reading>(reader), once(reader, 'exit')]);
  return reading;
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the measurement ended with ${code} and said nothing`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return message as T;
}
