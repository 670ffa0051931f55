import type { Migration } from 'kysely/migration';
import { payments } from './0001-payments.ts';
import { refunds } from './0002-refunds.ts';
import { webhooks } from './0003-webhooks.ts';
import { reconciliation } from './0004-reconciliation.ts';
import { latePayments } from './0005-late-payments.ts';
import { attempts } from './0006-attempts.ts';
import { merchants } from './0007-merchants.ts';
import { afterPayment } from './0008-after-payment.ts';
import { audit } from './0009-audit.ts';
import { hotPath } from './0010-hot-path.ts';
import { people } from './0011-people.ts';
import { console } from './0013-console.ts';
import { restOfASurplus } from './0014-rest-of-a-surplus.ts';
import { miniProgramSettings } from './0015-mini-program-settings.ts';
import { closedOrders } from './0016-closed-orders.ts';

/** Every step of the schema, by name, in order; a step that was released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = Object.freeze({
  '0001-payments': payments,
  '0002-refunds': refunds,
  '0003-webhooks': webhooks,
  '0004-reconciliation': reconciliation,
  '0005-late-payments': latePayments,
  '0006-attempts': attempts,
  '0007-merchants': merchants,
  '0008-after-payment': afterPayment,
  '0009-audit': audit,
  '0010-hot-path': hotPath,
  '0011-people': people,
  '0013-console': console,
  '0014-rest-of-a-surplus': restOfASurplus,
  '0015-mini-program-settings': miniProgramSettings,
  '0016-closed-orders': closedOrders,
});
