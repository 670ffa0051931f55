/** What is chosen for a mini-program, as options. */
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { readText } from './read-settings.ts';

/** The options of `yifen merchant set-mini-program`; secrets are files. */
export interface ProgramFlags {
  readonly paidMessage?: string;
  readonly shippedMessage?: string;
  readonly orderPage?: string;
  readonly messageTokenFile?: string;
  readonly messageAesKeyFile?: string;
  readonly withoutMessagePush?: boolean;
}

/** Adds them. */
export function addProgramOptions(command: Command): Command {
  return command
    .argument('<id>', 'of the merchant')
    .requiredOption('--appid <appid>', 'the mini-program')
    .option(
      '--paid-message <template>',
      'as YIFEN_PAID_MESSAGE: template id, then field=source,…; none: no message',
    )
    .option('--shipped-message <template>', 'as YIFEN_SHIPPED_MESSAGE; none: no message')
    .option('--order-page <page>', 'as YIFEN_ORDER_PAGE; none: no page')
    .option('--message-token-file <file>', 'file with the Token of message push')
    .option('--message-aes-key-file <file>', 'file with its EncodingAESKey; missing: plain mode')
    .option('--without-message-push', 'believe no pushed message');
}

/** Reads what was said, and the files that were named. @throws CliError `file_unreadable` (2) */
export async function readProgramWish(flags: ProgramFlags, terminal: Terminal) {
  const { paidMessage, shippedMessage, orderPage } = flags;
  const { messageTokenFile, messageAesKeyFile, withoutMessagePush } = flags;
  const text = async (file: string) => (await readText(file, terminal)).trim();
  return {
    ...(paidMessage === undefined ? {} : { paidMessage }),
    ...(shippedMessage === undefined ? {} : { shippedMessage }),
    ...(orderPage === undefined ? {} : { orderPage }),
    ...(withoutMessagePush ? { messageToken: 'none' } : {}),
    ...(messageTokenFile === undefined ? {} : { messageToken: await text(messageTokenFile) }),
    ...(messageAesKeyFile === undefined ? {} : { messageAesKey: await text(messageAesKeyFile) }),
  };
}
