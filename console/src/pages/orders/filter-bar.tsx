import { useState } from 'react';
import SearchIcon from 'tdesign-icons-react/esm/components/search.js';
import { Button } from '../../components/button.tsx';
import { Segments } from '../../components/segments.tsx';
import { stateTexts } from '../../components/state-texts.ts';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { FilterDetails } from './filter-details.tsx';
import { everyOrder, isEveryOrder, type OrderFilter } from './order-filter.ts';
import { ordersTexts } from './orders-texts.ts';
import { SavedFilterBar } from './saved-filter-bar.tsx';

/** What the state choice offers: the usual questions, not every state. */
const stateChoices = {
  all: [],
  open: ['created', 'payable', 'closing'],
  paid: ['paid'],
  disputed: ['disputed'],
  refunding: ['refunding'],
  closed: ['closed'],
} as const satisfies Record<string, OrderFilter['states']>;

type StateChoice = keyof typeof stateChoices;

/** Search, state, and more; one filter, changed as a whole. */
export function FilterBar({
  filter,
  onChange,
}: {
  filter: OrderFilter;
  onChange: (filter: OrderFilter) => void;
}) {
  const text = useTexts(ordersTexts);
  const names = useTexts(stateTexts).order;
  const [number, setNumber] = useState(filter.number);
  const { number: _, states: __, ...details } = filter;
  const hasDetails = !isEveryOrder({ ...everyOrder, ...details });
  const [isOpen, setOpen] = useState(hasDetails);
  const labels: Readonly<Record<StateChoice, string>> = {
    all: text.all,
    open: text.open,
    paid: names.paid,
    disputed: names.disputed,
    refunding: names.refunding,
    closed: names.closed,
  };
  return (
    <div className="y-stack y-orders__filters">
      <form
        className="y-orders__search"
        onSubmit={(event) => {
          event.preventDefault();
          onChange(
            number.trim() === ''
              ? { ...filter, number: '' }
              : { ...everyOrder, number: number.trim() },
          );
        }}
      >
        <TextField
          label={text.number}
          hideLabel
          type="search"
          placeholder={text.number}
          maxLength={64}
          spellCheck={false}
          value={number}
          onChange={setNumber}
        />
        <Button type="submit" variant="outline" icon={<SearchIcon />}>
          {text.search}
        </Button>
      </form>
      <div className="y-row">
        <Segments
          label={text.state}
          value={choiceOf(filter.states)}
          options={(Object.keys(stateChoices) as StateChoice[]).map((value) => ({
            value,
            label: labels[value],
          }))}
          onChange={(choice) => onChange({ ...filter, number: '', states: stateChoices[choice] })}
        />
        <Button variant="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? text.less : text.more}
        </Button>
        {!isEveryOrder(filter) && (
          <Button variant="text" onClick={() => onChange(everyOrder)}>
            {text.clear}
          </Button>
        )}
      </div>
      {isOpen && <FilterDetails filter={filter} onChange={onChange} />}
      <SavedFilterBar filter={filter} onChange={onChange} />
    </div>
  );
}

function choiceOf(states: OrderFilter['states']): StateChoice {
  const wanted = [...states].sort().join();
  const found = (Object.keys(stateChoices) as StateChoice[]).find(
    (choice) => [...stateChoices[choice]].sort().join() === wanted,
  );
  return found ?? 'all';
}
