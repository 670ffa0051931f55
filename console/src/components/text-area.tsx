import './field.css';
import { useId } from 'react';

/** Several lines of text with their label and hint. */
export function TextArea({
  label,
  value,
  onChange,
  hint,
  rows = 3,
  maxLength,
  required = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  rows?: number;
  maxLength?: number;
  required?: boolean;
}) {
  const id = useId();
  return (
    <div className="y-field">
      <label htmlFor={id} className="y-field__label">
        {label}
      </label>
      <textarea
        id={id}
        className="y-input y-input--area"
        rows={rows}
        value={value}
        maxLength={maxLength}
        required={required}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onChange={({ target }) => onChange(target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-note`} className="y-field__hint">
          {hint}
        </p>
      )}
    </div>
  );
}
