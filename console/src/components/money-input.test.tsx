// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { language } from '../language/language.ts';
import { render } from '../testing/render.tsx';
import { MoneyInput } from './money-input.tsx';

async function renderInput(mostFen: number) {
  language.set('zh');
  const heard: (number | null)[] = [];
  const page = await render(
    <MoneyInput label="金额" fen={null} mostFen={mostFen} onChange={(fen) => heard.push(fen)} />,
  );
  return { page, heard };
}

test('yuan become fen digit by digit', async () => {
  const { page, heard } = await renderInput(1_000_000);
  await page.type('input', '0.29');
  await page.type('input', '1234.5');
  await page.type('input', '¥１，２３４．５０');
  expect(heard).toEqual([29, 123_450, 123_450]);
});

test('more than there is, nothing, and three decimals are no amount, and the field says why', async () => {
  const { page, heard } = await renderInput(1_200);
  await page.type('input', '12.01');
  expect(page.text()).toContain('最多 ¥12.00');
  await page.type('input', '0');
  expect(page.text()).toContain('大于 0');
  await page.type('input', '1.005');
  expect(page.text()).toContain('最多两位小数');
  expect(page.find('input').getAttribute('aria-invalid')).toBe('true');
  await page.type('input', '');
  expect(heard).toEqual([null, null, null, null]);
});
