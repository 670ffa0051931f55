/** The commands, put together. */
import { Command } from 'commander';
import { addBill } from './commands/bill.ts';
import { addCerts } from './commands/certs.ts';
import { addDecrypt } from './commands/decrypt.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addKey } from './commands/key.ts';
import { addListen } from './commands/listen.ts';
import { addLogs } from './commands/logs.ts';
import { addMerchant } from './commands/merchant.ts';
import { addOrder } from './commands/order.ts';
import { addPhone } from './commands/phone.ts';
import { addRefund } from './commands/refund.ts';
import { addResend } from './commands/resend.ts';
import { addServe } from './commands/serve.ts';
import { addSign } from './commands/sign.ts';
import { addSimulator } from './commands/simulator.ts';
import { addTrigger } from './commands/trigger.ts';
import { addUser } from './commands/user.ts';
import { addVerify } from './commands/verify.ts';
import type { ExitCode } from './run-cli.ts';
import type { Terminal } from './terminal.ts';

/** Tells the exit code of a command that ended without an exception. */
export type SetExitCode = (code: ExitCode) => void;

/** Builds the program; parsing throws instead of ending the process. */
export function createProgram(terminal: Terminal, setExitCode: SetExitCode): Command {
  const program = new Command('yifen')
    .description('WeChat mini-program payments, complete, to the last fen (一分不差).')
    .addHelpText(
      'after',
      `
Examples:
  $ yifen demo                      a shop, its server and a WeChat, all on this machine
  $ yifen serve                     the payment server, with your own merchant account
  $ yifen simulator                 only the WeChat, for a server of yours in any language
  $ yifen phone ./my-mini-program   your mini-program in a browser
  $ yifen logs --follow             what goes to and from the simulated WeChat
  $ yifen doctor                    is the configuration right?
  $ yifen doctor paysign --help     why 支付验证签名失败

Exit codes: 0 done, 1 failed, 2 called wrongly. Every command takes --json.`,
    )
    .configureHelp({ sortSubcommands: false })
    // “doctor” has options and subcommands: what stands behind a name belongs to that name.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    .showHelpAfterError('(yifen --help shows how it is called)')
    .exitOverride();
  addDemo(program, terminal);
  addServe(program, terminal);
  addSimulator(program, terminal);
  addPhone(program, terminal);
  addListen(program, terminal);
  addTrigger(program, terminal);
  addResend(program, terminal);
  addLogs(program, terminal);
  addDoctor(program, terminal, setExitCode);
  addSign(program, terminal);
  addVerify(program, terminal, setExitCode);
  addDecrypt(program, terminal);
  addCerts(program, terminal);
  addOrder(program, terminal);
  addRefund(program, terminal);
  addBill(program, terminal, setExitCode);
  addKey(program, terminal);
  addUser(program, terminal);
  addMerchant(program, terminal);
  return program;
}
