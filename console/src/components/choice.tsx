import './field.css';
import { useId } from 'react';

/** A choice of one among few: the browser's own list, as every keyboard and telephone knows it. */
export function Choice<T extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  disabled = false,
}: {
  label: string;
  hideLabel?: boolean;
  value: T;
  options: readonly { readonly value: T; readonly label: string }[];
  onChange: (value: T) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="y-field">
      <label htmlFor={id} className={hideLabel ? 'y-unseen' : 'y-field__label'}>
        {label}
      </label>
      <select
        id={id}
        className="y-input y-input--choice"
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          const found = options.find((option) => option.value === target.value);
          if (found !== undefined) onChange(found.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
