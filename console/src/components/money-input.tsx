import { useState } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { formatFen, formatYuan } from '../language/format-fen.ts';
import { parseYuan } from '../language/parse-yuan.ts';
import { componentTexts } from './component-texts.ts';
import { TextField } from './text-field.tsx';

/** An amount typed in yuan; the page gets integer fen, or null while it is none that can be taken. */
export function MoneyInput({
  label,
  fen,
  onChange,
  mostFen,
  leastFen = 1,
  hint,
}: {
  label: string;
  /** What it begins with. */
  fen: number | null;
  onChange: (fen: number | null) => void;
  mostFen?: number;
  leastFen?: number;
  hint?: string;
}) {
  const text = useTexts(componentTexts);
  const [typed, setTyped] = useState(fen === null ? '' : formatFen(fen).replaceAll(',', ''));
  const problem = typed === '' ? null : problemOf(typed);
  function problemOf(value: string): string | null {
    const amount = parseYuan(value);
    if (amount === null) return text.amountHint;
    if (amount < leastFen) return text.amountZero;
    if (mostFen !== undefined && amount > mostFen) return text.amountMost(formatYuan(mostFen));
    return null;
  }
  return (
    <TextField
      label={label}
      before="¥"
      inputMode="decimal"
      autoComplete="off"
      value={typed}
      hint={hint}
      problem={problem}
      onChange={(value) => {
        setTyped(value);
        onChange(value === '' || problemOf(value) !== null ? null : parseYuan(value));
      }}
    />
  );
}
