import type { PayerChoice } from '../platform/payment-params.ts';
import type { FaultKind } from './fault.ts';
import type { FaultBoard } from './fault-board.ts';

/** What a payer who wants to pay does instead. */
const CHOICES: readonly (readonly [FaultKind, PayerChoice])[] = [
  ['payment.cancel', 'cancel'],
  ['payment.kill', 'pay-then-kill'],
  ['payment.wrong-password', 'wrong-password'],
  ['payment.not-enough', 'not-enough'],
  ['payment.risk-control', 'risk-control'],
];

/** Lets the faults that are on decide what becomes of the wish to pay. */
export function drawChoice(faults: FaultBoard): PayerChoice {
  return CHOICES.find(([kind]) => faults.strike(kind) !== undefined)?.[1] ?? 'pay';
}
