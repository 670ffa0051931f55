import { type ReactNode, Suspense } from 'react';
import { useApi } from '../api/api-context.tsx';
import { Forbidden } from '../components/forbidden.tsx';
import { PageSkeleton } from '../components/page-skeleton.tsx';

/** A page, or who may see it when the role does not allow it. */
export function ScopedPage({ scope, children }: { scope: string | null; children: ReactNode }) {
  const { can } = useApi();
  if (scope !== null && !can(scope)) return <Forbidden scope={scope} />;
  return <Suspense fallback={<PageSkeleton />}>{children}</Suspense>;
}
