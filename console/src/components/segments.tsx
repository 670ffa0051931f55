import './segments.css';
import { useId } from 'react';

/** A choice of one among a handful, all in sight. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  /** Names the group to those who do not see it. */
  label: string;
  value: T;
  options: readonly { readonly value: T; readonly label: string }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="y-segments">
      <legend className="y-unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="y-segments__option">
          <input
            type="radio"
            className="y-unseen"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
