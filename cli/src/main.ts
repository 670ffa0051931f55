#!/usr/bin/env node
/** The command line: reads the arguments, runs one command, sets the exit code. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Sources run unbuilt: what was read once is there at once the next time. Beside the code and not in a
// folder for everybody: what lies there is run. Where it cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/yifen'));

// Only what is imported from now on is kept.
const [{ runCli }, { processTerminal }] = await Promise.all([
  import('./run-cli.ts'),
  import('./terminal.ts'),
]);

process.exitCode = await runCli(process.argv.slice(2), processTerminal());
