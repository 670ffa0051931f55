import './page-turner.css';
import { useTexts } from '../language/define-texts.ts';
import { Button } from './button.tsx';
import { componentTexts } from './component-texts.ts';
import type { PagedList } from './use-paged-list.ts';

/** Goes to the page before and after; nothing when there is only one. */
export function PageTurner({ list, count }: { list: PagedList<unknown>; count: string }) {
  const text = useTexts(componentTexts);
  if (list.next === null && list.previous === null && list.pageNumber === 1) {
    return list.isTurning ? null : <p className="y-turner y-quiet">{count}</p>;
  }
  return (
    <div className="y-turner">
      <span className="y-quiet">
        {text.page(list.pageNumber)} · {count}
      </span>
      <Button
        variant="outline"
        size="small"
        disabled={list.previous === null}
        onClick={() => list.previous?.()}
      >
        {text.previous}
      </Button>
      <Button
        variant="outline"
        size="small"
        disabled={list.next === null}
        loading={list.isTurning}
        onClick={() => list.next?.()}
      >
        {text.next}
      </Button>
    </div>
  );
}
