import { fieldMisuses } from './field-misuses.ts';
import { headerMisuses } from './header-misuses.ts';
import type { Misuse } from './misuse.ts';
import { platformMisuses } from './platform-misuses.ts';
import { signatureMisuses } from './signature-misuses.ts';
import { stateMisuses } from './state-misuses.ts';

/** Every wrong request. */
export const misuses: readonly Misuse[] = [
  ...signatureMisuses,
  ...headerMisuses,
  ...fieldMisuses,
  ...stateMisuses,
  ...platformMisuses,
];
