import { MutationObserver, onlineManager } from '@tanstack/react-query';
import { ProblemError, readProblem } from '@yifen/contract';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from './query-client.ts';
import { sessionKey } from './session.ts';

afterEach(() => onlineManager.setOnline(true));

const problem = (status: number, code: string): ProblemError =>
  new ProblemError(readProblem(status, JSON.stringify({ code, title: code })));

test('a server in the house answers also when the browser sees no Internet', async () => {
  onlineManager.setOnline(false);
  const client = createQueryClient();
  await expect(client.fetchQuery({ queryKey: ['x'], queryFn: () => 1 })).resolves.toBe(1);
  const act = new MutationObserver(client, { mutationFn: async () => 2 });
  await expect(act.mutate()).resolves.toBe(2);
});

test('what the server refused is asked once; a refusal of the session has the session looked at again', async () => {
  const client = createQueryClient();
  const readSession = vi.fn(() => 'open');
  await client.fetchQuery({ queryKey: sessionKey, queryFn: readSession });
  const read = vi.fn(() => Promise.reject(problem(401, 'unauthorized')));
  await expect(client.fetchQuery({ queryKey: ['orders'], queryFn: read })).rejects.toThrow();
  expect(read).toHaveBeenCalledOnce();
  expect(client.getQueryState(sessionKey)?.isInvalidated).toBe(true);
});

test('a refusal for want of a right leaves the session alone', async () => {
  const client = createQueryClient();
  await client.fetchQuery({ queryKey: sessionKey, queryFn: () => 'open' });
  const read = () => Promise.reject(problem(403, 'scope_missing'));
  await expect(client.fetchQuery({ queryKey: ['orders'], queryFn: read })).rejects.toThrow();
  expect(client.getQueryState(sessionKey)?.isInvalidated).toBe(false);
});
