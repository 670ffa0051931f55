// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import type { ConsoleSession, MerchantOrderDetail } from '@yifen/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiProvider } from '../../api/api-context.tsx';
import { createQueryClient } from '../../api/query-client.ts';
import { language } from '../../language/language.ts';
import { render } from '../../testing/render.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

const session = {
  state: 'open',
  csrfToken: 'csrf-1',
  user: {
    id: 'u1',
    memberships: [{ merchantId: 'shop', role: 'finance', scopes: ['orders:write'] }],
  },
} as unknown as ConsoleSession;

const order = { id: 'order-1', state: 'disputed', amountFen: 8_901 } as MerchantOrderDetail;

let sent: unknown[];
let answers: [number, object][];

beforeEach(() => {
  language.set('zh');
  sent = [];
  HTMLDialogElement.prototype.showModal = () => {};
  HTMLDialogElement.prototype.close = () => {};
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    const [status, answer] = answers.shift() ?? [200, {}];
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(() => vi.unstubAllGlobals());

async function open(onClose: () => void) {
  const page = await render(
    <QueryClientProvider client={createQueryClient()}>
      <ApiProvider session={session}>
        <ResolveDialog order={order} onClose={onClose} />
      </ApiProvider>
    </QueryClientProvider>,
  );
  const say = async (text: string) => {
    await page.type('textarea', text);
    return page.find<HTMLButtonElement>('button[type=submit]');
  };
  return { ...page, say };
}

test('a dispute is ended with a reason alone, the way that was chosen', async () => {
  answers = [];
  const closed = vi.fn();
  const page = await open(closed);
  expect(page.find<HTMLButtonElement>('button[type=submit]').disabled).toBe(true);
  expect((await page.say('   ')).disabled).toBe(true);
  expect((await page.say(' 顾客付错了 ')).disabled).toBe(false);
  await page.click('fieldset label:nth-of-type(2) input');
  await page.click('button[type=submit]');
  await page.until(() => expect(closed).toHaveBeenCalledOnce());
  expect(sent).toEqual([{ as: 'closed', reason: '顾客付错了' }]);
});

test('what WeChat does not bear out, and what another has ended already, is said in the dialog, which stays', async () => {
  const titles = ['微信的最新答复不支持这样处理', '订单没有争议，无需处理'];
  answers = titles.map((title) => [409, { code: 'x', status: 409, title, titleEn: title }]);
  const closed = vi.fn();
  const page = await open(closed);
  await page.say('核对过');
  for (const title of titles) {
    await page.click('button[type=submit]');
    await page.until(() => expect(page.find('[role=alert]').textContent).toContain(title));
  }
  expect(closed).not.toHaveBeenCalled();
  expect(page.find<HTMLTextAreaElement>('textarea').value).toBe('核对过');
});
