import { spawnSync } from 'node:child_process';
import type { Page } from './docs.ts';
import { root } from './sources.ts';

/** One use of the `yifen` command in a page. */
export interface CommandLine {
  /** The command and its subcommand, e.g. `doctor paysign`. */
  readonly command: string;
  /** The long options it is given. */
  readonly flags: readonly string[];
}

/** Finds the uses of `yifen` in shell blocks and in inline code. */
export function findCommands({ text }: Pick<Page, 'text'>): CommandLine[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, code = '']) =>
    code.replaceAll(/\\\n/g, ' ').split('\n'),
  );
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...inline].flatMap((line) => {
    const rest = /^\s*(?:npm run yifen -- |yifen )(.*)$/.exec(line)?.[1];
    if (rest === undefined) return [];
    const words = /^[a-z]+(?: [a-z][a-z-]*)?(?= |$)/.exec(rest)?.[0];
    if (words === undefined) return [];
    return [{ command: words, flags: rest.match(/(?<= )--[a-z][a-z0-9-]*/g) ?? [] }];
  });
}

/** Says which commands and options of a page the CLI does not know; `helpOf` answers null for an unknown command. */
export function checkCommands(page: Page, helpOf: (command: string) => string | null): string[] {
  return findCommands(page).flatMap(({ command, flags }) => {
    const help = helpOf(command);
    if (help === null) return [`${page.path}: there is no command "yifen ${command}"`];
    return flags
      .filter((flag) => flag !== '--help' && !help.split(/[\s,]+/).includes(flag))
      .map((flag) => `${page.path}: "yifen ${command}" has no option ${flag}`);
  });
}

const known = new Map<string, string | null>();

/** Asks the CLI itself, once per command. */
export function readHelp(command: string): string | null {
  const found = known.get(command);
  if (found !== undefined) return found;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['cli/src/main.ts', ...command.split(' '), '--help'],
    { cwd: root, encoding: 'utf8' },
  );
  // A word too many is an argument: the help is then that of the command above, which has no such subcommand.
  const subcommand = command.split(' ')[1];
  const own = stdout.startsWith(`Usage: yifen ${command} `);
  const usage = stdout.split('\n')[0]?.replace('[options]', '').replace('[command]', '') ?? '';
  const isArgument = subcommand !== undefined && !own && /[<[]/.test(usage);
  const help = status === 0 && (own || isArgument) ? stdout : null;
  known.set(command, help);
  return help;
}
