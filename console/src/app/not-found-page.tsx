import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHead } from '../components/page-head.tsx';
import { useTexts } from '../language/define-texts.ts';
import { appTexts } from './app-texts.ts';

/** Stands where there is no page. */
export function NotFoundPage() {
  const text = useTexts(appTexts);
  return (
    <>
      <PageHead title={text.notFound} />
      <EmptyState title={text.notFoundHint}>
        <Link to="/">{text.home}</Link>
      </EmptyState>
    </>
  );
}
