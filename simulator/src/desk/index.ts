export { createDesk, type Desk, type DeskPhone } from './create-desk.ts';
export type { DeskScenario, ScenarioResult } from './scenarios.ts';
