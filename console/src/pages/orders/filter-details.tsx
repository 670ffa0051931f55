import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { parseYuan } from '../../language/parse-yuan.ts';
import { type OrderFilter, writeFilter } from './order-filter.ts';
import { ordersTexts } from './orders-texts.ts';

/** Time, amount and payer; applied together. */
export function FilterDetails({
  filter,
  onChange,
}: {
  filter: OrderFilter;
  onChange: (filter: OrderFilter) => void;
}) {
  const text = useTexts(ordersTexts);
  const words = writeFilter(filter);
  const [fromDay, setFromDay] = useState(filter.fromDay);
  const [toDay, setToDay] = useState(filter.toDay);
  const [least, setLeast] = useState(words.least ?? '');
  const [most, setMost] = useState(words.most ?? '');
  const [openid, setOpenid] = useState(filter.openid);
  const isWrong = (amount: string): boolean => amount !== '' && parseYuan(amount) === null;
  return (
    <form
      className="y-orders__details"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWrong(least) || isWrong(most)) return;
        onChange({
          ...filter,
          number: '',
          fromDay,
          toDay,
          leastFen: parseYuan(least),
          mostFen: parseYuan(most),
          openid: openid.trim(),
        });
      }}
    >
      <TextField label={text.from} type="date" max={toDay} value={fromDay} onChange={setFromDay} />
      <TextField label={text.to} type="date" min={fromDay} value={toDay} onChange={setToDay} />
      <TextField
        label={text.least}
        inputMode="decimal"
        hint={text.exact}
        problem={isWrong(least) ? text.wrongAmount : null}
        value={least}
        onChange={setLeast}
      />
      <TextField
        label={text.most}
        inputMode="decimal"
        problem={isWrong(most) ? text.wrongAmount : null}
        value={most}
        onChange={setMost}
      />
      <TextField
        label={text.openid}
        spellCheck={false}
        maxLength={128}
        value={openid}
        onChange={setOpenid}
      />
      <Button type="submit">{text.apply}</Button>
    </form>
  );
}
