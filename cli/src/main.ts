#!/usr/bin/env node
/** The command line: reads the arguments, runs one command, sets the exit code. */
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runCli(process.argv.slice(2), processTerminal());
