import type { DeskScenario, ScenarioResult } from '@yifen/simulator';
import type { Stage } from './stage.ts';

/** A scenario of the demo, told where it plays. */
export interface DemoScenario extends Omit<DeskScenario, 'run'> {
  run(stage: Stage): Promise<ScenarioResult>;
}
