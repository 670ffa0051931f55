import type { appTexts } from './app-texts.ts';

type Names = (typeof appTexts)['zh'];

/** One entry of the navigation. */
export interface NavigationEntry {
  readonly name: keyof Names['nav'];
  readonly path: string;
  /** What the role must allow for it to be shown. */
  readonly scope: string | null;
}

/** The navigation: groups in the order of daily use. */
export const navigation: readonly {
  readonly group: keyof Names['groups'];
  readonly entries: readonly NavigationEntry[];
}[] = [
  {
    group: 'money',
    entries: [
      { name: 'overview', path: '/', scope: 'orders:read' },
      { name: 'orders', path: '/orders', scope: 'orders:read' },
      { name: 'refunds', path: '/refunds', scope: 'refunds:read' },
      { name: 'reconciliation', path: '/reconciliation', scope: 'bills:read' },
    ],
  },
  { group: 'shop', entries: [{ name: 'products', path: '/products', scope: 'products:read' }] },
  {
    group: 'build',
    entries: [
      { name: 'webhooks', path: '/webhooks', scope: 'webhooks:read' },
      { name: 'apiKeys', path: '/api-keys', scope: 'keys:read' },
      { name: 'events', path: '/events', scope: 'events:read' },
      { name: 'jobs', path: '/jobs', scope: 'jobs:read' },
      { name: 'merchants', path: '/merchants', scope: 'merchants:read' },
    ],
  },
  {
    group: 'house',
    entries: [
      { name: 'users', path: '/users', scope: 'users:read' },
      { name: 'audit', path: '/audit', scope: 'audit:read' },
      { name: 'settings', path: '/settings', scope: null },
    ],
  },
];
