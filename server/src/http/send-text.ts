import type { FastifyReply } from 'fastify';

/**
 * Answers with a text, or bytes, that come piece by piece: each is asked for when the one before has left, and no more
 * are when the client is gone. The first piece is waited for, so that what fails before it is an error answer.
 */
export async function sendText(
  reply: FastifyReply,
  type: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<FastifyReply> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  const encoder = new TextEncoder();
  const bytesOf = (piece: string | Uint8Array) =>
    typeof piece === 'string' ? encoder.encode(piece) : piece;
  let next: IteratorResult<string | Uint8Array> | null = first;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = next ?? (await iterator.next());
        next = null;
        if (done) controller.close();
        else controller.enqueue(bytesOf(value));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  reply.type(type).header('cache-control', 'no-store');
  return reply.send(body);
}
