import type { Prepaid } from '@yifen/contract';
import type { PayerChoice } from '@yifen/simulator';
import type { Stage } from './actor.ts';
import { openSheet } from './pay-sheet.ts';

const SECOND = 1_000;

/** What a payer does with the pay sheet, as often as it stands here. */
const CHOICES: readonly PayerChoice[] = [
  'pay',
  'pay',
  'pay',
  'pay-then-kill',
  'pay-but-cancel',
  'cancel',
  'kill',
];

/** Opens the sheet, types for a while, and pays or does not. */
export async function pay(
  stage: Stage,
  who: string,
  prepaid: Prepaid,
  openid: string,
): Promise<void> {
  const sheet = await openSheet(stage, who, openid, prepaid);
  if (sheet === null) return;
  const typingMs = stage.random.between(`types ${who}`, SECOND, 40 * SECOND);
  await stage.scheduler.wait(typingMs, `${who} types`);
  await sheet.choose(stage.random.pick(`choice ${who}`, CHOICES));
}
