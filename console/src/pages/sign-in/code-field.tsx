import { useEffect, useRef } from 'react';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { signInTexts } from './sign-in-texts.ts';

/** Where the six digits go; it has the focus, and telephones offer the code by themselves. */
export function CodeField({
  value,
  onChange,
}: {
  value: string;
  onChange: (code: string) => void;
}) {
  const text = useTexts(signInTexts);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <TextField
      ref={input}
      label={text.code}
      name="code"
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={32}
      required
      value={value}
      onChange={onChange}
    />
  );
}
