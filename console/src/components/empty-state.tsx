import './empty-state.css';
import type { ReactNode } from 'react';

/** Says that there is nothing, and what to do about it. */
export function EmptyState({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <div className="y-empty">
      <p className="y-empty__title">{title}</p>
      {hint !== undefined && <p className="y-quiet">{hint}</p>}
      {children !== undefined && <div className="y-empty__actions">{children}</div>}
    </div>
  );
}
