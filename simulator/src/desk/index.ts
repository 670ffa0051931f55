export { createDesk, type Desk, type DeskOptions, type DeskPhone } from './create-desk.ts';
