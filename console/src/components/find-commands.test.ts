// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { appTexts } from '../app/app-texts.ts';
import { findCommands } from './find-commands.ts';

const all = () => true;
const { nav } = appTexts.zh;

test('a pasted number is searched first', () => {
  const [first] = findCommands('4200001234202611230000000001', all, nav);
  expect(first).toMatchObject({
    to: '/orders',
    search: { number: '4200001234202611230000000001' },
  });
});

test('a page is found by its name in the language of the moment, and by its address', () => {
  expect(findCommands('对账', all, nav)[0]).toMatchObject({ to: '/reconciliation', number: null });
  expect(findCommands('webh', all, nav)[0]).toMatchObject({ to: '/webhooks', number: null });
});

test('nobody is offered a page or a search that the role does not allow', () => {
  const developer = (scope: string): boolean => scope === 'webhooks:read';
  expect(findCommands('', developer, nav).map(({ page }) => page)).toEqual([
    'webhooks',
    'settings',
  ]);
  expect(findCommands('4200001234', developer, nav)).toEqual([]);
});
