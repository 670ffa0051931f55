import { useState } from 'react';
import CloseIcon from 'tdesign-icons-react/esm/components/close.js';
import { usePreference } from '../../app/create-preference.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { isEveryOrder, type OrderFilter, readFilter, writeFilter } from './order-filter.ts';
import { ordersTexts } from './orders-texts.ts';
import { keepFilter, parseSaved, savedFilters } from './saved-filters.ts';

/** The filters that the person keeps in this browser, and keeping the present one. */
export function SavedFilterBar({
  filter,
  onChange,
}: {
  filter: OrderFilter;
  onChange: (filter: OrderFilter) => void;
}) {
  const text = useTexts(ordersTexts);
  const saved = parseSaved(usePreference(savedFilters)) ?? [];
  const [name, setName] = useState<string | null>(null);
  const search = writeFilter(filter);
  const isKept = saved.some((each) => JSON.stringify(each.search) === JSON.stringify(search));
  const canKeep = !isEveryOrder(filter) && filter.number === '' && !isKept;
  if (saved.length === 0 && !canKeep) return null;
  return (
    <div className="y-row">
      {saved.length > 0 && <span className="y-quiet">{text.saved}</span>}
      {saved.map((each) => (
        <span key={each.name} className="y-chip">
          <button type="button" onClick={() => onChange(readFilter(each.search))}>
            {each.name}
          </button>
          <button
            type="button"
            aria-label={text.remove(each.name)}
            onClick={() =>
              savedFilters.set(JSON.stringify(saved.filter((other) => other !== each)))
            }
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      {canKeep && name === null && (
        <Button variant="text" size="small" onClick={() => setName('')}>
          {text.save}
        </Button>
      )}
      {name !== null && (
        <form
          className="y-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            savedFilters.set(keepFilter(saved, { name: name.trim(), search }));
            setName(null);
          }}
        >
          <TextField
            label={text.saveName}
            hideLabel
            placeholder={text.saveName}
            maxLength={24}
            value={name}
            onChange={setName}
          />
          <Button type="submit" variant="outline">
            {text.save}
          </Button>
        </form>
      )}
    </div>
  );
}
