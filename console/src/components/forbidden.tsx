import type { Role } from '@yifen/contract';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';
import { EmptyState } from './empty-state.tsx';
import { PageHead } from './page-head.tsx';

/** Which roles see what, as `docs/guide/en/console.md` shows it; the server's table decides. */
const rolesWith: Readonly<Record<string, readonly Role[]>> = {
  'bills:read': ['owner', 'finance', 'read-only'],
  'webhooks:read': ['owner', 'finance', 'developer', 'read-only'],
  'events:read': ['owner', 'finance', 'developer', 'read-only'],
  'jobs:read': ['owner', 'finance', 'developer', 'read-only'],
  'merchants:read': ['owner', 'finance', 'developer', 'read-only'],
  'products:read': ['owner', 'finance', 'support', 'read-only'],
  'shipping:read': ['owner', 'finance', 'support', 'read-only'],
  'refunds:read': ['owner', 'finance', 'support', 'read-only'],
  'orders:read': ['owner', 'finance', 'support', 'read-only'],
  'audit:read': ['owner', 'finance', 'developer'],
  'users:read': ['owner'],
};

/** Stands where the role does not allow a page: which role the person has, and which it takes. */
export function Forbidden({ scope }: { scope: string }) {
  const text = useTexts(componentTexts);
  const { role } = useApi();
  const names = text.roles as Readonly<Record<string, string>>;
  const needed = (rolesWith[scope] ?? ['owner']).map((each) => names[each] ?? each);
  return (
    <>
      <PageHead title={text.forbidden} />
      <EmptyState title={text.forbiddenHint(names[role] ?? role, needed.join(text.or))} />
    </>
  );
}
