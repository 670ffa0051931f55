import { amountAgrees } from './amount-agrees.ts';
import { answerIsKept } from './answer-is-kept.ts';
import { booksEqualBill } from './books-equal-bill.ts';
import { clientSetsNothing } from './client-sets-nothing.ts';
import { duplicatesChangeNothing } from './duplicates-change-nothing.ts';
import { everythingIsAnnounced } from './everything-is-announced.ts';
import { historyFolds } from './history-folds.ts';
import { itMovesOn } from './it-moves-on.ts';
import type { Judge } from './judge.ts';
import { lateMoney } from './late-money.ts';
import { noPaidLie } from './no-paid-lie.ts';
import { noUnpaidLie } from './no-unpaid-lie.ts';
import { nothingUnverified } from './nothing-unverified.ts';
import { oneKeyOneOrder } from './one-key-one-order.ts';
import { oneRefundPerIntent } from './one-refund-per-intent.ts';
import { oneTransaction } from './one-transaction.ts';
import { publishedArrows } from './published-arrows.ts';
import { refundsFit } from './refunds-fit.ts';
import { rotationLosesNothing } from './rotation-loses-nothing.ts';
import { secretsStaySecret } from './secrets-stay-secret.ts';
import { yoursOnly } from './yours-only.ts';

/** The twenty judges, I01 to I20. */
export const judges: readonly Judge[] = Object.freeze([
  noUnpaidLie,
  noPaidLie,
  amountAgrees,
  oneTransaction,
  refundsFit,
  oneRefundPerIntent,
  lateMoney,
  booksEqualBill,
  historyFolds,
  answerIsKept,
  duplicatesChangeNothing,
  publishedArrows,
  everythingIsAnnounced,
  itMovesOn,
  oneKeyOneOrder,
  nothingUnverified,
  clientSetsNothing,
  yoursOnly,
  rotationLosesNothing,
  secretsStaySecret,
]);
