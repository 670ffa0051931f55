/** Every page of the console, with what must stand on it before it is judged. */
export interface SeenPage {
  /** Names its picture. */
  readonly name: string;
  /** Below `/console`. */
  readonly path: string;
}

/** What is there to be looked at. */
export interface Seeded {
  readonly orderId: string;
  readonly refundId: string;
  readonly endpointId: string;
}

/** The pages, with the things of the demo that they show. */
export function everyPage({
  orderId,
  refundId,
  endpointId,
  day,
}: Seeded & {
  /** A day that was reconciled. */
  readonly day: string;
}): readonly SeenPage[] {
  return [
    { name: 'overview', path: '/' },
    { name: 'orders', path: '/orders' },
    { name: 'order', path: `/orders/${orderId}` },
    { name: 'refunds', path: '/refunds' },
    { name: 'refund', path: `/refunds/${refundId}` },
    { name: 'reconciliation', path: '/reconciliation' },
    { name: 'day', path: `/reconciliation/${day}` },
    { name: 'products', path: '/products' },
    { name: 'webhooks', path: '/webhooks' },
    { name: 'endpoint', path: `/webhooks/${endpointId}` },
    { name: 'api-keys', path: '/api-keys' },
    { name: 'events', path: '/events' },
    { name: 'jobs', path: '/jobs?state=all' },
    { name: 'merchants', path: '/merchants' },
    { name: 'new-merchant', path: '/merchants/new' },
    { name: 'numbers', path: '/merchants/set-up' },
    { name: 'keys', path: '/merchants/set-up?step=keys' },
    { name: 'check', path: '/merchants/set-up?step=check' },
    { name: 'mini-program', path: '/merchants/set-up?step=mini-program' },
    { name: 'live', path: '/merchants/set-up?step=live' },
    { name: 'users', path: '/users' },
    { name: 'audit', path: '/audit' },
    { name: 'settings', path: '/settings' },
    { name: 'not-found', path: '/nowhere' },
  ];
}
