import { SCOPES, type Scope } from './scopes.ts';

/** What people may do at a merchant; the table that docs show and tests hold routes to. */
export const ROLES = Object.freeze({
  owner: SCOPES,
  /** Money: refunds with approval, bills, disputes; sees everything but people. */
  finance: frozen([
    'orders:read',
    'orders:write',
    'refunds:read',
    'refunds:write',
    'refunds:approve',
    'products:read',
    'webhooks:read',
    'events:read',
    'bills:read',
    'bills:write',
    'shipping:read',
    'merchants:read',
    'jobs:read',
    'audit:read',
  ]),
  /** Customers: their orders and parcels; asks for refunds, approves none. */
  support: frozen([
    'orders:read',
    'orders:write',
    'refunds:read',
    'refunds:write',
    'products:read',
    'shipping:read',
    'shipping:write',
  ]),
  /** Systems: webhooks, keys, work that waits; no money. */
  developer: frozen([
    'webhooks:read',
    'webhooks:write',
    'events:read',
    'merchants:read',
    'merchants:write',
    'jobs:read',
    'jobs:write',
    'audit:read',
  ]),
  'read-only': frozen([
    'orders:read',
    'refunds:read',
    'products:read',
    'webhooks:read',
    'events:read',
    'bills:read',
    'shipping:read',
    'merchants:read',
    'jobs:read',
  ]),
});

/** One of {@link ROLES}. */
export type Role = keyof typeof ROLES;

/** Is it a role? */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** What a role may do; one that is none of ours may do nothing. */
export function scopesOf(role: string): readonly Scope[] {
  return isRole(role) ? ROLES[role] : [];
}

function frozen(scopes: readonly Scope[]): readonly Scope[] {
  return Object.freeze(scopes);
}
