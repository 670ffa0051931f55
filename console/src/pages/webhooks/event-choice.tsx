import './event-choice.css';
import { useState } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { eventTexts, eventTypes } from '../../language/event-texts.ts';
import { webhooksTexts } from './webhooks-texts.ts';

/** Which events an endpoint gets; an empty choice is all of them. */
export function EventChoice({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (types: readonly string[]) => void;
}) {
  const text = useTexts(webhooksTexts);
  const names = useTexts(eventTexts) as Readonly<Record<string, string>>;
  const [isAll, setAll] = useState(chosen.length === 0);
  return (
    <fieldset className="y-event-choice">
      <legend className="y-field__label">{text.events}</legend>
      <label>
        <input
          type="radio"
          name="which"
          checked={isAll}
          onChange={() => {
            setAll(true);
            onChange([]);
          }}
        />
        {text.allEvents}
      </label>
      <label>
        <input type="radio" name="which" checked={!isAll} onChange={() => setAll(false)} />
        {text.chosenEvents}
      </label>
      {!isAll && (
        <div className="y-event-choice__types">
          {eventTypes.map((type) => (
            <label key={type}>
              <input
                type="checkbox"
                checked={chosen.includes(type)}
                onChange={({ target }) =>
                  onChange(
                    target.checked ? [...chosen, type] : chosen.filter((each) => each !== type),
                  )
                }
              />
              <span>
                {names[type]} <span className="y-quiet y-mono">{type}</span>
              </span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
