import { SCOPES, type Scope } from './scopes.ts';

/** What people may do at a merchant; the table that docs show and tests hold routes to. */
export const ROLES = Object.freeze({
  owner: SCOPES,
  /** Money: refunds with approval, bills, disputes; sees everything, also who works here. */
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
    'users:read',
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
  /** Systems: webhooks, keys, work that waits; sees orders and moves no money. */
  developer: frozen([
    'orders:read',
    'webhooks:read',
    'webhooks:write',
    'events:read',
    'merchants:read',
    'merchants:write',
    'keys:read',
    'keys:write',
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

/** Renders the table as the Markdown of `docs/reference/roles.md`. */
export function renderRoleTable(): string {
  const roles = Object.keys(ROLES) as Role[];
  const rows = SCOPES.map((scope) => {
    const cells = roles.map((role) => (ROLES[role].includes(scope) ? 'yes' : ''));
    return `| \`${scope}\` | ${cells.join(' | ')} |`;
  });
  const names = roles.map((role) => `\`${role}\``).join(' | ');
  const lines = `|---|${roles.map(() => '---|').join('')}`;
  return `${HEAD}\n| scope | ${names} |\n${lines}\n${rows.join('\n')}\n`;
}

const HEAD = `# Roles of the console

A person has one role at each merchant; a role is a set of the scopes that API keys have too. Each route under
\`/v1/merchant\` demands one scope, at the server, of keys and people alike: the OpenAPI document says which routes
there are. A test sends every route as every role.

Whoever asks for a refund cannot approve it, whatever the role, and also not with an API key that was made for that person.

The table is rendered from \`server/src/flows/roles.ts\`; a test compares the two.
`;
