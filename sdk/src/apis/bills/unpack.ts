import { BillError } from '../../core/errors/bill-error.ts';

/**
 * Unpacks a file that is gzip, which its first two bytes tell, and passes any other on as it is.
 *
 * @throws BillError `BILL_MALFORMED` for a damaged gzip file; what `pieces` throws
 */
export async function* unpack(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const source = pieces[Symbol.asyncIterator]();
  try {
    const head = await readHead(source);
    const whole = follow(head, source);
    yield* isGzip(head) ? gunzip(whole) : whole;
  } finally {
    // Whoever stops reading early lets the connection go.
    await source.return?.();
  }
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await source.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* follow(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield head;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

async function* gunzip(pieces: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
  let failure: unknown;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      try {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      } catch (error) {
        failure = error;
        controller.error(error);
      }
    },
  });
  try {
    yield* packed.pipeThrough(new DecompressionStream('gzip'));
  } catch {
    // What the connection said is worth more than what became of it in the unpacking.
    throw failure ?? new BillError('BILL_MALFORMED', 'the gzip file is damaged');
  }
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
