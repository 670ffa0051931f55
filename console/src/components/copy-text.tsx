import './copy-text.css';
import CopyIcon from 'tdesign-icons-react/esm/components/copy.js';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';
import { useCopy } from './use-copy.ts';

/** A number in full with a button that copies it; `label` names it to those who do not see it. */
export function CopyText({ value, label }: { value: string; label: string }) {
  const text = useTexts(componentTexts);
  const copy = useCopy();
  return (
    <span className="y-copy">
      <span className="y-mono y-copy__value">{value}</span>
      <button
        type="button"
        className="y-copy__button"
        aria-label={text.copyOf(label)}
        title={text.copyOf(label)}
        onClick={(event) => {
          event.stopPropagation();
          copy(value);
        }}
      >
        <CopyIcon />
      </button>
    </span>
  );
}
