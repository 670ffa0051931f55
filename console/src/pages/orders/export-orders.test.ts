// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../../api/session.ts';
import { createRowCounter } from './count-rows.ts';
import { type ExportProgress, exportOrders } from './export-orders.ts';

afterEach(() => vi.unstubAllGlobals());

const csv = '\uFEFFid,description\n1,"two\nlines, ""quoted"""\n2,明前龙井\n';

test('rows are counted in whatever pieces they come, and a line end within quotes ends none', () => {
  for (let at = 0; at <= csv.length; at += 1) {
    const counter = createRowCounter();
    counter.push(csv.slice(0, at));
    counter.push(csv.slice(at));
    expect(counter.rows()).toBe(2);
  }
});

test('an export is the server’s bytes as they came, and its progress grows to all rows', async () => {
  const bytes = new TextEncoder().encode(csv);
  // The cut goes through a Chinese character.
  const pieces = [bytes.slice(0, bytes.length - 5), bytes.slice(bytes.length - 5)];
  answerWith(new Response(streamOf(pieces)));
  const seen: ExportProgress[] = [];
  const file = await exportOrders(
    createClient(null, 'm1'),
    {},
    (progress) => seen.push(progress),
    new AbortController().signal,
  );
  expect(file.size).toBe(bytes.length);
  expect(seen.at(-1)).toEqual({ rows: 2, bytes: bytes.length });
});

test('a refusal is a problem, not a file', async () => {
  const problem = { code: 'scope_missing', title: '没有权限', requestId: 'r1', status: 403 };
  answerWith(new Response(JSON.stringify(problem), { status: 403 }));
  const never = new AbortController().signal;
  await expect(exportOrders(createClient(null, 'm1'), {}, () => {}, never)).rejects.toMatchObject({
    code: 'scope_missing',
    requestId: 'r1',
  });
});

function answerWith(response: Response): void {
  vi.stubGlobal('fetch', () => Promise.resolve(response));
}

function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}
