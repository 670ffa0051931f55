import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { useTexts } from '../language/define-texts.ts';
import { appTexts } from './app-texts.ts';

/** Stands where there is no page. */
export function NotFoundPage() {
  const text = useTexts(appTexts);
  return (
    <EmptyState title={text.notFound} hint={text.notFoundHint}>
      <Link to="/">{text.nav.overview}</Link>
    </EmptyState>
  );
}
