import type { MerchantOrderQuery, OrderState } from '@yifen/contract';
import { addDays, startOfDay } from '../../language/beijing-time.ts';
import { formatFen } from '../../language/format-fen.ts';
import { parseYuan } from '../../language/parse-yuan.ts';

/** Every state of an order, in the order of its life. */
export const orderStates: readonly OrderState[] = [
  'created',
  'payable',
  'paid',
  'closing',
  'closed',
  'disputed',
  'refunding',
];

/** Which orders are shown; it stands in the address word for word. */
export interface OrderFilter {
  /** Stands alone: a number finds its order whatever else is asked, and an openid those of its payer. */
  readonly number: string;
  readonly states: readonly OrderState[];
  /** First and last day in Beijing, `yyyy-MM-dd`; empty: any. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly leastFen: number | null;
  readonly mostFen: number | null;
  readonly openid: string;
}

/** Lets every order through. */
export const everyOrder: OrderFilter = Object.freeze({
  number: '',
  states: [],
  fromDay: '',
  toDay: '',
  leastFen: null,
  mostFen: null,
  openid: '',
});

/** Reads the filter of an address; what cannot be read is not asked for. */
export function readFilter(search: Readonly<Record<string, unknown>>): OrderFilter {
  const word = (name: string): string => {
    const value = search[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const day = (name: string): string => {
    const value = word(name);
    return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : '';
  };
  const states = word('state').split(',');
  return {
    number: word('number').slice(0, 64),
    states: orderStates.filter((state) => states.includes(state)),
    fromDay: day('from'),
    toDay: day('to'),
    leastFen: parseYuan(word('least')),
    mostFen: parseYuan(word('most')),
    openid: word('openid').slice(0, 128),
  };
}

/** Writes a filter as the search of an address; `readFilter` gives the same back. */
export function writeFilter(filter: OrderFilter): Record<string, string> {
  const { number, states, fromDay, toDay, leastFen, mostFen, openid } = filter;
  const yuan = (fen: number | null): string =>
    fen === null ? '' : formatFen(fen).replaceAll(',', '');
  const words = {
    number,
    state: states.join(','),
    from: fromDay,
    to: toDay,
    least: yuan(leastFen),
    most: yuan(mostFen),
    openid,
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''));
}

/** What the server is asked; the last day is included. */
export function queryOf(filter: OrderFilter): MerchantOrderQuery {
  const { number, states, fromDay, toDay, leastFen, mostFen, openid } = filter;
  if (number !== '') return isOpenid(number) ? { openid: number } : { number };
  return {
    ...(states.length === 0 ? {} : { state: states }),
    ...(fromDay === '' ? {} : { from: startOfDay(fromDay) }),
    ...(toDay === '' ? {} : { to: startOfDay(addDays(toDay, 1)) }),
    ...(leastFen === null ? {} : { minAmountFen: leastFen }),
    ...(mostFen === null ? {} : { maxAmountFen: mostFen }),
    ...(openid === '' ? {} : { openid }),
  };
}

/** Whether it has the form of an openid; a number of an order has no small letters, an id of ours other lengths. */
function isOpenid(text: string): boolean {
  return /^o[\w-]{27}$/.test(text);
}

/** Whether it lets every order through. */
export function isEveryOrder(filter: OrderFilter): boolean {
  return Object.keys(writeFilter(filter)).length === 0;
}
