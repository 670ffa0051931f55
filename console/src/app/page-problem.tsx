import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemNotice } from '../components/problem-notice.tsx';

/** Stands where a page broke, or could not be loaded. */
export function PageProblem({ error }: ErrorComponentProps) {
  return <ProblemNotice error={error} onRetry={() => window.location.reload()} />;
}
