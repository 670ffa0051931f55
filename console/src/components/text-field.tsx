import './field.css';
import { type InputHTMLAttributes, type Ref, useId } from 'react';

/** What a {@link TextField} takes besides what every input does. */
export interface TextFieldProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'id' | 'prefix'> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Below the field, always. */
  readonly hint?: string | undefined;
  /** Below the field instead of the hint, when what was typed cannot be taken. */
  readonly problem?: string | null | undefined;
  /** Before the text, e.g. `¥`. */
  readonly before?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label, its hint, and what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel = false, onChange, hint, problem, before, className, ...rest } = props;
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={`y-field ${className ?? ''}`}>
      <label htmlFor={id} className={hideLabel ? 'y-unseen' : 'y-field__label'}>
        {label}
      </label>
      <div className="y-field__line">
        {before !== undefined && (
          <span className="y-field__before" aria-hidden="true">
            {before}
          </span>
        )}
        <input
          {...rest}
          id={id}
          className={before === undefined ? 'y-input' : 'y-input y-input--before'}
          aria-invalid={problem ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      {note && (
        <p id={`${id}-note`} className={problem ? 'y-field__problem' : 'y-field__hint'}>
          {note}
        </p>
      )}
    </div>
  );
}
