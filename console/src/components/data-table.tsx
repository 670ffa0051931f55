import './data-table.css';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';
import { EmptyState } from './empty-state.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { PageTurner } from './page-turner.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { PagedList } from './use-paged-list.ts';

/** One column; the first one holds the row's link, when rows have one. */
export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Left out on a narrow window, where a row is a card. Default: false. */
  readonly wideOnly?: boolean;
  /** `end` for amounts. Default: start. */
  readonly align?: 'start' | 'end';
}

/** What a {@link DataTable} takes. */
export interface DataTableProps<T> {
  /** Names the table to those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly list: PagedList<T>;
  readonly rowKey: (row: T) => string;
  /** Where a click on the row leads; the first cell should hold the same link, for the keyboard. */
  readonly rowLink?: (row: T) => string;
  /** Stands in place of the rows when there are none. */
  readonly empty: { readonly title: string; readonly hint?: string; readonly action?: ReactNode };
}

/**
 * A page of rows: a table on a wide window, cards on a narrow one. Arrow keys go from row to row; while the
 * next page is read the one before stays.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, list, rowKey, rowLink, empty } = props;
  const text = useTexts(componentTexts);
  const navigate = useNavigate();
  const { rows } = list;
  if (list.error !== null && rows === undefined) {
    return <ProblemNotice error={list.error} onRetry={list.refetch} />;
  }
  if (rows === undefined) return <PageSkeleton rows={8} />;
  if (rows.length === 0) {
    return (
      <EmptyState title={empty.title} {...(empty.hint === undefined ? {} : { hint: empty.hint })}>
        {empty.action}
      </EmptyState>
    );
  }
  return (
    <div className="y-table-frame" aria-busy={list.isTurning}>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={list.refetch} />}
      <table className="y-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" className={align === 'end' ? 'y-end' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveByArrows}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={rowLink === undefined ? undefined : 'y-table__link'}
              onClick={(event) => {
                if (rowLink === undefined || isMeantForElse(event.target)) return;
                void navigate({ to: rowLink(row) });
              }}
            >
              {columns.map(({ key, title, cell, align, wideOnly }) => (
                <td
                  key={key}
                  data-label={title}
                  className={wideOnly ? 'y-wide' : align === 'end' ? 'y-end' : undefined}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <PageTurner list={list} count={text.rows(rows.length)} />
    </div>
  );
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement)) return;
  if (event.target.matches('input, select, textarea')) return;
  const links = [...event.currentTarget.querySelectorAll('tr')].map((row) =>
    row.querySelector<HTMLElement>('a, button'),
  );
  const row = event.target.closest('tr');
  const at = links.findIndex((link) => link?.closest('tr') === row);
  const target = links[at + step];
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** A link, a button or a selection in a row is not a click on the row. */
function isMeantForElse(target: EventTarget): boolean {
  const isControl = target instanceof Element && target.closest('a, button, input, select, label');
  return Boolean(isControl) || window.getSelection()?.toString() !== '';
}
