import './page-skeleton.css';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';

/** Stands where a page's parts will be, in about their shape. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  const text = useTexts(componentTexts);
  return (
    <div className="y-skeleton" role="status" aria-label={text.loading}>
      {Array.from({ length: rows }, (_, index) => `bar-${index}`).map((bar) => (
        <span key={bar} className="y-skeleton__bar" />
      ))}
    </div>
  );
}
