import { createPreference } from '../app/create-preference.ts';

/** The merchant that the person looks at; empty: the first of his. */
export const chosenMerchant = createPreference<string>(
  'merchant',
  (value): value is string => value.length > 0,
  () => '',
);
