/** What an API key or a role may be allowed to do; a route under `/v1/merchant` demands exactly one of them. */
export const SCOPES = Object.freeze([
  'orders:read',
  'orders:write',
  'refunds:read',
  'refunds:write',
  'refunds:approve',
  'products:read',
  'products:write',
  'webhooks:read',
  'webhooks:write',
  'events:read',
  'bills:read',
  'bills:write',
  'shipping:read',
  'shipping:write',
  'merchants:read',
  'merchants:write',
  'keys:read',
  'keys:write',
  'settings:write',
  'audit:read',
  'users:read',
  'users:write',
  'jobs:read',
  'jobs:write',
] as const);

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];
