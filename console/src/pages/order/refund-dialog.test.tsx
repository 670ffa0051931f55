// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import type { ConsoleSession, MerchantOrderDetail } from '@yifen/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiProvider } from '../../api/api-context.tsx';
import { createQueryClient } from '../../api/query-client.ts';
import { language } from '../../language/language.ts';
import { render } from '../../testing/render.tsx';
import { RefundDialog } from './refund-dialog.tsx';

const session = {
  state: 'open',
  csrfToken: 'csrf-1',
  user: {
    id: 'u1',
    name: '李雷',
    memberships: [{ merchantId: 'shop', role: 'finance', scopes: ['refunds:write'] }],
  },
} as unknown as ConsoleSession;

const order = {
  id: 'order-1',
  state: 'paid',
  amountFen: 8_901,
  transactionId: 't1',
  refunds: [{ transactionId: 't1', state: 'succeeded', amountFen: 1 }],
} as unknown as MerchantOrderDetail;

let sent: { headers: Record<string, string>; body: unknown }[];
let statuses: number[];

beforeEach(() => {
  language.set('zh');
  sent = [];
  HTMLDialogElement.prototype.showModal = () => {};
  HTMLDialogElement.prototype.close = () => {};
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push({
      headers: init.headers as Record<string, string>,
      body: JSON.parse(String(init.body)) as unknown,
    });
    const status = statuses.shift() ?? 201;
    const answer = status === 201 ? { state: 'processing' } : { code: 'internal_error', status };
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(() => vi.unstubAllGlobals());

async function open(onClose: () => void) {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <ApiProvider session={session}>
        <RefundDialog order={order} onClose={onClose} />
      </ApiProvider>
    </QueryClientProvider>,
  );
}

const amount = 'input[inputmode=decimal]';
const reason = 'input[required]';
const submit = 'button[type=submit]';

test('the button says the amount, and nothing is sent before amount and reason are right', async () => {
  statuses = [];
  const page = await open(() => {});
  expect(page.find<HTMLButtonElement>(submit).disabled).toBe(true);
  await page.type(amount, '89.01');
  expect(page.text()).toContain('最多 ¥89.00');
  await page.type(amount, '44.5');
  expect(page.find(submit).textContent).toBe('退款 ¥44.50');
  expect(page.find<HTMLButtonElement>(submit).disabled).toBe(true);
  await page.type(reason, '字'.repeat(27));
  expect(page.find<HTMLButtonElement>(submit).disabled).toBe(true);
  await page.click(submit);
  expect(sent).toEqual([]);
});

test('pressed again after an answer that was lost, it is the same refund', async () => {
  statuses = [502, 201];
  const closed = vi.fn();
  const page = await open(closed);
  await page.type(amount, '44.50');
  await page.type(reason, '少发一件');
  await page.click(submit);
  await page.until(() => page.find('.y-problem'));
  await page.click(submit);
  await page.until(() => expect(closed).toHaveBeenCalledOnce());
  expect(sent.map(({ body }) => body)).toEqual([
    { amountFen: 4_450, reason: '少发一件' },
    { amountFen: 4_450, reason: '少发一件' },
  ]);
  const [first, second] = sent.map(({ headers }) => headers);
  expect(second?.['idempotency-key']).toBe(first?.['idempotency-key']);
  expect(first).toMatchObject({ 'yifen-csrf': 'csrf-1', 'yifen-merchant': 'shop' });
});

test('half of an odd amount is a whole number of fen', async () => {
  statuses = [];
  const page = await open(() => {});
  const half = [...document.querySelectorAll('button')].find((button) =>
    button.textContent?.startsWith('一半'),
  );
  half?.setAttribute('data-half', '');
  await page.click('[data-half]');
  expect(page.find(submit).textContent).toBe('退款 ¥44.50');
  expect(page.find<HTMLInputElement>(amount).value).toBe('44.50');
});
