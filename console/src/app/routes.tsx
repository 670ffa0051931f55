import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';

/** One page: where it is, who may see it, and where its code is. */
export interface PageRoute {
  readonly path: string;
  /** What the role must allow; null: nothing but being signed in. */
  readonly scope: string | null;
  readonly page: RouteComponent;
}

/** Every page. Each is a chunk of its own, loaded when it is first opened. */
export const pageRoutes: readonly PageRoute[] = [
  {
    path: '/',
    scope: 'orders:read',
    page: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
  },
  {
    path: '/orders',
    scope: 'orders:read',
    page: lazyRouteComponent(() => import('../pages/orders/orders-page.tsx'), 'OrdersPage'),
  },
  {
    path: '/orders/$orderId',
    scope: 'orders:read',
    page: lazyRouteComponent(() => import('../pages/order/order-page.tsx'), 'OrderPage'),
  },
  {
    path: '/refunds',
    scope: 'refunds:read',
    page: lazyRouteComponent(() => import('../pages/refunds/refunds-page.tsx'), 'RefundsPage'),
  },
  {
    path: '/refunds/$refundId',
    scope: 'refunds:read',
    page: lazyRouteComponent(() => import('../pages/refund/refund-page.tsx'), 'RefundPage'),
  },
  {
    path: '/reconciliation',
    scope: 'bills:read',
    page: lazyRouteComponent(
      () => import('../pages/reconciliation/reconciliation-page.tsx'),
      'ReconciliationPage',
    ),
  },
  {
    path: '/reconciliation/$day',
    scope: 'bills:read',
    page: lazyRouteComponent(() => import('../pages/reconciliation/day-page.tsx'), 'DayPage'),
  },
  {
    path: '/products',
    scope: 'products:read',
    page: lazyRouteComponent(() => import('../pages/products/products-page.tsx'), 'ProductsPage'),
  },
  {
    path: '/jobs',
    scope: 'jobs:read',
    page: lazyRouteComponent(() => import('../pages/jobs/jobs-page.tsx'), 'JobsPage'),
  },
  {
    path: '/events',
    scope: 'events:read',
    page: lazyRouteComponent(() => import('../pages/events/events-page.tsx'), 'EventsPage'),
  },
  {
    path: '/audit',
    scope: 'audit:read',
    page: lazyRouteComponent(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
  },
  {
    path: '/webhooks',
    scope: 'webhooks:read',
    page: lazyRouteComponent(() => import('../pages/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  },
  {
    path: '/webhooks/$endpointId',
    scope: 'webhooks:read',
    page: lazyRouteComponent(() => import('../pages/webhooks/endpoint-page.tsx'), 'EndpointPage'),
  },
  {
    path: '/api-keys',
    scope: 'keys:read',
    page: lazyRouteComponent(() => import('../pages/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
  },
  {
    path: '/users',
    scope: 'users:read',
    page: lazyRouteComponent(() => import('../pages/users/users-page.tsx'), 'UsersPage'),
  },
  {
    path: '/merchants',
    scope: 'merchants:read',
    page: lazyRouteComponent(
      () => import('../pages/merchants/merchants-page.tsx'),
      'MerchantsPage',
    ),
  },
  {
    path: '/merchants/new',
    scope: 'merchants:write',
    page: lazyRouteComponent(
      () => import('../pages/merchants/new-merchant-page.tsx'),
      'NewMerchantPage',
    ),
  },
  {
    path: '/merchants/set-up',
    scope: 'merchants:read',
    page: lazyRouteComponent(() => import('../pages/merchants/set-up-page.tsx'), 'SetUpPage'),
  },
  {
    path: '/settings',
    scope: null,
    page: lazyRouteComponent(() => import('../pages/settings/settings-page.tsx'), 'SettingsPage'),
  },
];
