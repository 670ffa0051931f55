// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import type { ConsoleSession } from '@yifen/contract';
import { beforeEach, expect, test } from 'vitest';
import { ApiProvider } from '../api/api-context.tsx';
import { createQueryClient } from '../api/query-client.ts';
import { language } from '../language/language.ts';
import { render } from '../testing/render.tsx';
import { CommandPalette, usePaletteKeys } from './command-palette.tsx';

const session = {
  csrfToken: 'c',
  user: {
    id: 'u1',
    memberships: [{ merchantId: 'm', role: 'support', scopes: ['orders:read', 'refunds:read'] }],
  },
} as unknown as ConsoleSession;

beforeEach(() => {
  language.set('zh');
  HTMLDialogElement.prototype.showModal = () => {};
  HTMLDialogElement.prototype.close = () => {};
  // jsdom knows no scrolling.
  window.scrollTo = () => {};
});

function Frame() {
  const palette = usePaletteKeys();
  return (
    <>
      <input aria-label="a field of the page" />
      {palette.isOpen && <CommandPalette onClose={palette.hide} />}
    </>
  );
}

async function open() {
  const root = createRootRoute({ component: Frame });
  const pages = ['/', '/orders', '/refunds'].map((path) =>
    createRoute({ getParentRoute: () => root, path, component: () => null }),
  );
  const history = createMemoryHistory({ initialEntries: ['/'] });
  const router = createRouter({ routeTree: root.addChildren(pages), history });
  const page = await render(
    <QueryClientProvider client={createQueryClient()}>
      <ApiProvider session={session}>
        <RouterProvider router={router} />
      </ApiProvider>
    </QueryClientProvider>,
  );
  await page.until(() => page.find('input'));
  return { page, router };
}

test('a slash opens it, and Enter searches orders by the number that was pasted', async () => {
  const { page, router } = await open();
  await page.press('body', '/');
  await page.type('.y-palette input', '4200001234202611230000000001');
  await page.press('.y-palette input', 'Enter');
  await page.until(() => expect(router.state.location.pathname).toBe('/orders'));
  expect(router.state.location.searchStr).toContain('4200001234202611230000000001');
});

test('arrows go through the pages of the role and round again', async () => {
  const { page, router } = await open();
  await page.press('body', '/');
  await page.press('.y-palette input', 'ArrowDown');
  await page.press('.y-palette input', 'ArrowDown');
  expect(page.find('[aria-selected=true]').textContent).toContain('退款');
  await page.press('.y-palette input', 'Enter');
  await page.until(() => expect(router.state.location.pathname).toBe('/refunds'));
});

test('a slash that is typed into a field stays a slash', async () => {
  const { page } = await open();
  await page.press('input', '/');
  expect(document.querySelector('.y-palette')).toBeNull();
});
