import { setTimeout as wait } from 'node:timers/promises';
import type { DemoScenario } from './demo-scenario.ts';
import { createShopper } from './shopper.ts';
import type { Answer, Stage } from './stage.ts';

const DAY_MS = 24 * 3_600_000;
const BEIJING_MS = 8 * 3_600_000;
/** From when on the bill of yesterday is there, after midnight in Beijing; some minutes for clocks that differ. */
const BILL_READY_MS = 10 * 3_600_000 + 10 * 60_000;
/** How long a reconciliation may take, in milliseconds. */
const PATIENCE_MS = 40_000;

/** The bill of a past day says one fen more than the books. */
export const reconciliation: DemoScenario = {
  id: 'reconciliation',
  title: { zh: '对账发现一分钱的差异', en: 'Reconciliation finds one fen' },
  text: {
    zh: '昨天（上午十点前则是前天）卖出一笔，微信账单里却多了一分钱：对账把它找出来，并说明该怎么办。可到控制台的“对账”页处理它。',
    en: 'A sale of yesterday (before ten o’clock: of the day before) stands in WeChat’s bill with one fen more: reconciliation finds it and says what to do. Settle it on the console’s page Reconciliation.',
  },
  async run(stage) {
    const { simulator } = stage;
    const sale = await sellOnTheLastBilledDay(stage);
    const fault = simulator.faults.add({ kind: 'bill.alter-row', count: null });
    try {
      await stage.merchant('POST', `/reconciliations/${sale.day}`);
      const found = await findDifference(stage, sale.day);
      return {
        outTradeNo: sale.outTradeNo,
        text: {
          zh: `${sale.day}：本地 ${yuan(found.oursFen)} 元，账单 ${yuan(found.billFen)} 元。${adviceOf(found, 'zh')}`,
          en: `${sale.day}: ¥${yuan(found.oursFen)} in the books, ¥${yuan(found.billFen)} in the bill. ${adviceOf(found, 'en')}`,
        },
      };
    } finally {
      simulator.faults.clear(fault.id);
    }
  },
};

/** WeChat's calendar is set back for one sale, so that there is a finished day with a bill. */
async function sellOnTheLastBilledDay(
  stage: Stage,
): Promise<{ readonly day: string; readonly outTradeNo: string }> {
  const { clock } = stage.simulator;
  const { speed, paused } = clock.state();
  const shiftMs = clock.nowMs() - clock.wallMs();
  const pastMs = clock.wallMs() - daysBack(clock.wallMs()) * DAY_MS;
  clock.put({ nowMs: pastMs, paused, speed });
  try {
    const shopper = await createShopper(stage);
    const { outTradeNo } = await shopper.buy('tieguanyin-125g');
    return { day: new Date(pastMs + BEIJING_MS).toISOString().slice(0, 10), outTradeNo };
  } finally {
    clock.put({ nowMs: clock.wallMs() + shiftMs, paused, speed });
  }
}

/** WeChat has the bill of yesterday from ten o'clock on. @see 4012791907 */
function daysBack(wallMs: number): 1 | 2 {
  return (wallMs + BEIJING_MS) % DAY_MS >= BILL_READY_MS ? 1 : 2;
}

async function findDifference(stage: Stage, day: string): Promise<Answer> {
  const endMs = Date.now() + PATIENCE_MS;
  while (Date.now() < endMs) {
    const { items } = await stage.merchant('GET', `/differences?state=open&day=${day}`);
    const found = (Array.isArray(items) ? (items as Answer[]) : []).find(
      ({ bill, oursFen, billFen }) =>
        bill === 'trade' && typeof oursFen === 'number' && typeof billFen === 'number',
    );
    if (found) return found;
    await wait(300);
  }
  throw new Error('the difference was not found');
}

function adviceOf({ advice }: Answer, language: 'zh' | 'en'): string {
  return String((advice as Readonly<Record<string, unknown>>)[language] ?? '');
}

function yuan(amountFen: unknown): string {
  const digits = String(amountFen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
