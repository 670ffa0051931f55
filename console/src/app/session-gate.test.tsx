// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../api/query-client.ts';
import { sessionKey } from '../api/session.ts';
import { language } from '../language/language.ts';
import { render } from '../testing/render.tsx';
import { SessionGate } from './session-gate.tsx';

const user = { id: 'u1', email: 'li@shop.example', name: '李雷', memberships: [], totp: false };
let answers: Record<string, unknown>;
let asked: string[];

beforeEach(() => {
  language.set('zh');
  asked = [];
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal('fetch', async (url: string, { method }: RequestInit) => {
    asked.push(`${method} ${url}`);
    const answer = answers[`${method} ${url}`];
    const status = answer === undefined ? 401 : 200;
    return new Response(JSON.stringify(answer ?? { code: 'unauthorized', status }), { status });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

async function open() {
  const queries = createQueryClient();
  const page = await render(
    <QueryClientProvider client={queries}>
      <SessionGate />
    </QueryClientProvider>,
  );
  return { queries, page };
}

test('nobody is asked for a password while it is not known that he is a stranger', async () => {
  answers = {};
  const { page } = await open();
  await page.until(() => expect(page.text()).toContain('登录'));
  expect(asked).toEqual(['GET /v1/console/session']);
});

test('recovery codes stay until the person has kept them, though the session is open by then', async () => {
  answers = {
    'GET /v1/console/session': { state: 'enrol', user, csrfToken: 'c' },
    'POST /v1/console/session/totp': { uri: 'otpauth://totp/x?secret=ABC', secret: 'ABC' },
    'POST /v1/console/session/totp/confirm': { codes: ['abcd-efgh'] },
  };
  const { page, queries } = await open();
  await page.until(() => page.find('input[name=code]'));
  await page.type('input[name=code]', '123456');
  await page.click('button[type=submit]');
  await page.until(() => expect(page.text()).toContain('abcd-efgh'));
  answers['GET /v1/console/session'] = { state: 'open', user: { ...user, totp: true } };
  // As when the person comes back from where he kept them.
  await act(() => queries.invalidateQueries({ queryKey: sessionKey }));
  await page.settle();
  expect(page.text()).toContain('abcd-efgh');
  // What is put away while the next page loads stays in the document, unseen.
  expect(page.find<HTMLElement>('.y-door').style.display).toBe('');
});

test('a one-time link is read from behind the hash, and its token goes into no address', async () => {
  answers = {
    'POST /v1/console/invitations/read': {
      email: 'li@shop.example',
      name: '李雷',
      kind: 'invited',
    },
  };
  window.history.replaceState(null, '', '/console/#/welcome/token-1');
  const { page } = await open();
  await page.until(() => expect(page.text()).toContain('李雷，欢迎加入'));
  expect(asked).toEqual(['POST /v1/console/invitations/read']);
});
