import type { DeskScenario, ScenarioResult } from '@yifen/simulator';
import type { DemoScenario } from './demo-scenario.ts';
import { doublePayment } from './double-payment.ts';
import { latePayment } from './late-payment.ts';
import { lostNotification } from './lost-notification.ts';
import { reconciliation } from './reconciliation.ts';
import { refund } from './refund.ts';
import { shipOnPhone } from './ship-on-phone.ts';
import { shipping } from './shipping.ts';
import type { Stage } from './stage.ts';

const scenarios: readonly DemoScenario[] = [
  lostNotification,
  refund,
  latePayment,
  doublePayment,
  shipping,
  shipOnPhone,
  reconciliation,
];

/**
 * The scenarios of the demo's desk. They are listed before the server stands, and played on the
 * stage that is there by then.
 */
export function demoScenarios(stage: () => Stage): readonly DeskScenario[] {
  return scenarios.map(({ id, title, text, run }) =>
    Object.freeze({ id, title, text, run: async () => withoutFaults(stage(), run) }),
  );
}

/** A fault that somebody switched on would make another story of it: it waits until the scenario is over. */
async function withoutFaults(stage: Stage, run: DemoScenario['run']): Promise<ScenarioResult> {
  const { faults } = stage.simulator;
  const waiting = faults.list();
  faults.clear();
  try {
    return await run(stage);
  } finally {
    for (const { id: _, left, ...fault } of waiting) faults.add({ ...fault, count: left });
  }
}
