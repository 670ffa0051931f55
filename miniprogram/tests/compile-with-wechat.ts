import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The files that WeChat's compilers have compiled, relative to the root. */
export interface Compiled {
  readonly templates: readonly string[];
  readonly styles: readonly string[];
}

/**
 * Compiles every template and style sheet under a mini-program root with `wcc` and `wcsc`, the
 * compilers of WeChat's own developer tools.
 *
 * The programs are called directly: the package's functions resolve `/components/x` against the
 * page's folder instead of the root.
 *
 * @throws Error with the compiler's message when a file is not accepted.
 */
export function compileWithWeChat(root: string): Compiled {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const ending = (suffix: string) =>
    files.filter((path) => path.endsWith(suffix)).map((path) => `./${path}`);
  // wcsc takes the pages and components first, and wants to know how many they are.
  const styles = ending('.wxss').filter((path) => path !== './app.wxss');
  const styleOptions = ['-db', '-pc', String(styles.length)];
  const compiledStyles = run('wcsc', root, [...styleOptions, ...styles, './app.wxss']);
  // Selectors that reach into components are told in the output, not by the exit code.
  // `page` in app.wxss is WeChat's own custom and reaches into none.
  const warnings = [...compiledStyles.matchAll(/Some selectors are not allowed[^"\\]*/g)].flat();
  const refused = warnings.find((warning) => !warning.includes('./app.wxss:1:1'));
  if (refused !== undefined) throw new Error(`wcsc: ${refused}`);
  return {
    templates: namesIn(run('wcc', root, ['-d', ...ending('.wxml')]), /'\.\/([\w/-]+\.wxml)'/g),
    styles: namesIn(compiledStyles, /=\.\/([\w/-]+\.wxss)=/g),
  };
}

function namesIn(output: string, pattern: RegExp): readonly string[] {
  return [...new Set([...output.matchAll(pattern)].map(([, name = '']) => name))].sort();
}

function run(name: string, cwd: string, args: readonly string[]): string {
  const program = programPath(name);
  // npm does not keep the bit that makes it a program.
  chmodSync(program, 0o755);
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${name}: ${stderr}${stdout.slice(0, 1000)}`);
  return stdout;
}

function programPath(name: string): string {
  const index = createRequire(import.meta.url).resolve('miniprogram-compiler');
  const system: Partial<Record<NodeJS.Platform, string>> = { darwin: 'mac', win32: 'windows' };
  const folder = system[process.platform] ?? 'linux';
  return join(dirname(index), 'bin', folder, folder === 'windows' ? `${name}.exe` : name);
}
