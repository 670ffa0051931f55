import type { Mutant } from './mutant.ts';
import { paymentMutants } from './payment-mutants.ts';
import { refundMutants } from './refund-mutants.ts';
import { surfaceMutants } from './surface-mutants.ts';

/** All planted bugs, by the invariant that each must break. */
export const plantedMutants: readonly Mutant[] = [
  ...paymentMutants,
  ...refundMutants,
  ...surfaceMutants,
].sort((a, b) => (a.breaks < b.breaks ? -1 : a.breaks > b.breaks ? 1 : 0));
