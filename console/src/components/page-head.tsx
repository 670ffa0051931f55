import './page-head.css';
import { type ReactNode, useEffect } from 'react';

/** A page's title, what belongs beside it, and its actions; names the browser's tab as well. */
export function PageHead({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · 一分`;
  }, [title]);
  return (
    <header className="y-head">
      <h1 className="y-head__title">{title}</h1>
      {aside}
      {children !== undefined && <div className="y-head__actions">{children}</div>}
    </header>
  );
}
