// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import type { ApiKeyWithText, ConsoleSession } from '@yifen/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiProvider } from '../../api/api-context.tsx';
import { createQueryClient } from '../../api/query-client.ts';
import { language } from '../../language/language.ts';
import { render } from '../../testing/render.tsx';
import { apiKeysTexts } from './api-keys-texts.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { sayScopes, scopeAreas } from './key-scopes.ts';

const session = {
  state: 'open',
  csrfToken: 'csrf-1',
  user: {
    id: 'u1',
    memberships: [
      { merchantId: 'm', role: 'developer', scopes: ['orders:read', 'events:read', 'keys:write'] },
    ],
  },
} as unknown as ConsoleSession;

let sent: unknown[];

beforeEach(() => {
  language.set('zh');
  sent = [];
  HTMLDialogElement.prototype.showModal = () => {};
  HTMLDialogElement.prototype.close = () => {};
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    return new Response(JSON.stringify({ key: 'yk_text' }), { status: 201 });
  });
});

afterEach(() => vi.unstubAllGlobals());

test('a key is offered no scope that its maker lacks, and none is made without name and scope', async () => {
  const made: ApiKeyWithText[] = [];
  const page = await render(
    <QueryClientProvider client={createQueryClient()}>
      <ApiProvider session={session}>
        <CreateKeyDialog onMade={(key) => made.push(key)} onClose={() => undefined} />
      </ApiProvider>
    </QueryClientProvider>,
  );
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  expect(boxes.map(({ name }) => name)).toEqual(['orders:read', 'events:read', 'keys:write']);
  const isReady = () => !page.find<HTMLButtonElement>('button[type=submit]').disabled;
  expect(isReady()).toBe(false);
  await page.type('input[maxlength="80"]', ' erp ');
  expect(isReady()).toBe(false);
  await page.click('input[name="events:read"]');
  expect(isReady()).toBe(true);
  await page.click('button[type=submit]');
  await page.until(() => expect(made).toHaveLength(1));
  expect(sent).toEqual([{ name: 'erp', scopes: ['events:read'], lifeSeconds: 31_536_000 }]);
});

test('scopes are said in words, all of them in one, and those of a later version as they are spelled', () => {
  const text = apiKeysTexts.zh;
  const every = scopeAreas.flatMap(({ area, acts }) => acts.map((act) => `${area}:${act}`));
  expect(sayScopes(every, text)).toBe('全部权限');
  expect(sayScopes(['orders:write', 'orders:read', 'moon:read'], text)).toBe(
    '订单：查看/操作 · moon:read',
  );
});
