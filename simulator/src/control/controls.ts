import type { FaultBoard } from '../faults/fault-board.ts';
import type { BillRoom } from '../platform/bill-room.ts';
import type { Cashier } from '../platform/cashier.ts';
import type { ComplaintRoom } from '../platform/complaint-room.ts';
import type { FlowLog } from '../platform/flow-log.ts';
import type { Funds } from '../platform/funds.ts';
import type { Identity } from '../platform/identity.ts';
import type { KeyRoom } from '../platform/key-room.ts';
import type { Cell } from '../platform/memory.ts';
import type { SimulatorMerchant } from '../platform/merchant.ts';
import type { MiniProgramPlatform } from '../platform/mini-program/create-mini-program-platform.ts';
import type { Notifier } from '../platform/notifier.ts';
import type { OrderBook } from '../platform/order-book.ts';
import type { RefundBook } from '../platform/refund-book.ts';
import type { SalesBook } from '../platform/sales-book.ts';
import type { SeededRandom } from '../platform/seeded-random.ts';
import type { SimulatorClock } from '../platform/simulated-clock.ts';
import type { TransferBook } from '../platform/transfer-book.ts';
import type { Keeper } from './keeper.ts';
import type { PayDesk } from './pay-desk.ts';

/** Everything the control routes can reach. */
export interface Controls {
  readonly merchant: SimulatorMerchant;
  readonly clock: SimulatorClock;
  readonly orders: OrderBook;
  readonly refunds: RefundBook;
  readonly funds: Funds;
  readonly bills: BillRoom;
  readonly sales: SalesBook;
  readonly transfers: TransferBook;
  readonly complaints: ComplaintRoom;
  readonly setSharingNotifyUrl: (url: string | undefined) => void;
  readonly identity: Identity;
  readonly cashier: Cashier;
  readonly payDesk: PayDesk;
  readonly notifier: Notifier;
  readonly faults: FaultBoard;
  readonly keys: KeyRoom;
  readonly flow: FlowLog;
  readonly miniProgram: MiniProgramPlatform;
  readonly random: SeededRandom;
  readonly keeper: Keeper;
  /** Where notifications go instead of their own address. */
  readonly forwarding: Cell<string | undefined>;
}
