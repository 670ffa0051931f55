import './scope-choice.css';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { apiKeysTexts } from './api-keys-texts.ts';
import { areasWithin } from './key-scopes.ts';

/** What a key may do: a line for each thing, of what the person may do himself. */
export function ScopeChoice({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (scopes: readonly string[]) => void;
}) {
  const text = useTexts(apiKeysTexts);
  const { can } = useApi();
  const areas = areasWithin(can);
  const all = areas.flatMap(({ area, acts }) => acts.map((act) => `${area}:${act}`));
  const hasAll = chosen.length === all.length;
  return (
    <fieldset className="y-scope-choice">
      <legend className="y-field__label">{text.scopes}</legend>
      <p className="y-field__hint">{text.scopesHint}</p>
      <div className="y-scope-choice__areas">
        {areas.map(({ area, acts }) => (
          <fieldset key={area} className="y-scope-choice__area">
            <legend>{text.areas[area]}</legend>
            {acts.map((act) => {
              const scope = `${area}:${act}`;
              return (
                <label key={act} title={scope}>
                  <input
                    type="checkbox"
                    name={scope}
                    checked={chosen.includes(scope)}
                    onChange={({ target }) =>
                      onChange(
                        target.checked
                          ? [...chosen, scope]
                          : chosen.filter((each) => each !== scope),
                      )
                    }
                  />
                  {text.acts[act]}
                </label>
              );
            })}
          </fieldset>
        ))}
      </div>
      <div>
        <Button size="small" variant="text" onClick={() => onChange(hasAll ? [] : all)}>
          {hasAll ? text.none : text.all}
        </Button>
      </div>
    </fieldset>
  );
}
