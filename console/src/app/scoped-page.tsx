import { Navigate } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { useApi } from '../api/api-context.tsx';
import { Forbidden } from '../components/forbidden.tsx';
import { PageSkeleton } from '../components/page-skeleton.tsx';
import { navigation } from './navigation.ts';

/** A page, or who may see it when the role does not allow it; home is then the first page that it allows. */
export function ScopedPage({
  scope,
  isHome,
  children,
}: {
  scope: string | null;
  isHome: boolean;
  children: ReactNode;
}) {
  const { can } = useApi();
  const isAllowed = (wanted: string | null): boolean => wanted === null || can(wanted);
  if (!isAllowed(scope)) {
    const first = navigation
      .flatMap(({ entries }) => entries)
      .find((entry) => isAllowed(entry.scope));
    return isHome && first !== undefined ? (
      <Navigate to={first.path} replace />
    ) : (
      <Forbidden scope={scope ?? ''} />
    );
  }
  return <Suspense fallback={<PageSkeleton />}>{children}</Suspense>;
}
