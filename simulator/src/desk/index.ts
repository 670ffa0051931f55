export { createDesk, type Desk, type DeskPhone } from './create-desk.ts';
