import { useNavigate } from '@tanstack/react-router';
import { Segments } from '../../components/segments.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { type OverviewRange, rangeNames } from './overview-range.ts';
import { overviewTexts } from './overview-texts.ts';

/** Chooses the range; it stands in the address, so that a link shows the same. */
export function RangeChoice({ range }: { range: OverviewRange }) {
  const text = useTexts(overviewTexts);
  const navigate = useNavigate();
  const go = (search: Readonly<Record<string, string>>): void => {
    void navigate({ to: '/', search, replace: true });
  };
  const { name, fromDay, toDay } = range;
  return (
    <div className="y-row">
      {name === 'custom' && (
        <div className="y-row">
          <TextField
            label={text.from}
            hideLabel
            type="date"
            max={toDay}
            value={fromDay}
            onChange={(from) => go({ range: 'custom', from, to: toDay })}
          />
          <span className="y-quiet">–</span>
          <TextField
            label={text.to}
            hideLabel
            type="date"
            min={fromDay}
            value={toDay}
            onChange={(to) => go({ range: 'custom', from: fromDay, to })}
          />
        </div>
      )}
      <Segments
        label={text.range}
        value={name}
        options={rangeNames.map((value) => ({ value, label: text.ranges[value] }))}
        onChange={(value) =>
          go(
            value === 'today'
              ? {}
              : value === 'custom'
                ? { range: value, from: fromDay, to: toDay }
                : { range: value },
          )
        }
      />
    </div>
  );
}
