import { Refusal } from './flows/refusal.ts';
import { ERROR_TABLE } from './http/error-table.ts';

/** Why something was not done, for people. */
export interface RefusalExplained {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** What exactly is wrong; null: the titles say it all. */
  readonly detail: string | null;
}

/** Explains an error of {@link Administration}; null when it is none of those foreseen. */
export function explainRefusal(error: unknown): RefusalExplained | null {
  if (!(error instanceof Refusal)) return null;
  const { title, titleEn } = ERROR_TABLE[error.code];
  const { keyProblem, passwordProblem } = error.details;
  const detail = keyProblem ?? passwordProblem ?? null;
  return { code: error.code, zh: title, en: titleEn, detail };
}
