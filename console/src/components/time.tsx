import { formatBeijing } from '../language/beijing-time.ts';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';

/** A moment as Beijing's clock showed it; `zone` writes the zone beside it, else it is in the title. */
export function Time({
  at,
  precision = 'second',
  zone = false,
}: {
  at: string | null | undefined;
  precision?: 'second' | 'minute' | 'day';
  zone?: boolean;
}) {
  const text = useTexts(componentTexts);
  if (at === null || at === undefined) return <span className="y-quiet">{text.none}</span>;
  const shown = formatBeijing(at, precision);
  return (
    <time
      dateTime={at}
      title={`${formatBeijing(at)} ${text.beijing} (UTC+8)`}
      className="y-number y-nowrap"
    >
      {shown}
      {zone && <span className="y-quiet"> UTC+8</span>}
    </time>
  );
}
