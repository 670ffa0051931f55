/**
 * Writes what the simulator has of WeChat, and what is held against it, from the code itself.
 *
 * Run: `node proof/misuse/coverage.ts --write` to write the page; a test compares it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSimulator } from '@yifen/simulator';
import type { Misuse, MisuseGroup } from './misuse.ts';
import { misuses } from './misuses.ts';

/** The page, from the root of the repository. */
export const coveragePage = 'docs/reference/simulator-coverage.md';

if (import.meta.main && process.argv.includes('--write')) {
  writeFileSync(join(import.meta.dirname, '..', '..', coveragePage), await renderCoverage());
}

interface Endpoint {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string;
}

interface Faults {
  readonly kinds: Readonly<Record<string, string>>;
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary: string }>>>>;
}

/** Asks a simulator what it has and writes the page. */
export async function renderCoverage(): Promise<string> {
  const simulator = await createSimulator({ port: false });
  const ask = async <Json>(path: string): Promise<Json> => {
    const { body } = await simulator.inject({ method: 'GET', url: `/_simulator${path}` });
    return JSON.parse(body) as Json;
  };
  const { items: endpoints } = await ask<{ items: readonly Endpoint[] }>('/endpoints');
  const faults = await ask<Faults>('/faults');
  const api = await ask<OpenApi>('/openapi.json');
  await simulator.close();
  return `# What the simulator has of WeChat

Written by \`node proof/misuse/coverage.ts --write\` from the tables that answer, and compared with them by a test.

## Endpoints

The numbers say how many wrong requests of each kind the misuse suite sends there; every endpoint checks signature, headers and
fields by the same code. “Operation” is what \`operation\` of a fault names.

| endpoint | operation | signature | header | field | state or \`errcode\` |
| --- | --- | --- | --- | --- | --- |
${endpoints.map(endpointLine).join('\n')}

## Wrong requests

${misuses.length} requests, each with the status, code and message it must be answered with (\`proof/misuse\`).

| endpoint | what is wrong | answer |
| --- | --- | --- |
${misuses.map(misuseLine).join('\n')}

## Faults

One line of test code, \`simulator.faults.add('answer.lose')\`; one HTTP call, \`POST /_simulator/faults {"kind":"answer.lose"}\`; one click on
the desk. Our own server is brought through each of them (\`server/src/integration/named-faults.test.ts\`).

| name | what happens |
| --- | --- |
${Object.entries(faults.kinds)
  .map(([name, text]) => `| \`${name}\` | ${text} |`)
  .join('\n')}
${Object.entries(faults.presets)
  .map(([name, preset]) => `| \`${name}\` | \`${JSON.stringify(preset)}\` |`)
  .join('\n')}

## Control API

Under \`/_simulator\`; \`GET /_simulator/openapi.json\` has the fields.

| route | what it does |
| --- | --- |
${Object.entries(api.paths).flatMap(routeLines).join('\n')}
`;
}

function endpointLine({ method, path, operation }: Endpoint): string {
  const own = misuses.filter(({ endpoint }) => endpoint === `${method} ${path}`);
  const count = (...groups: readonly MisuseGroup[]) =>
    own.filter(({ group }) => groups.includes(group)).length || '';
  const cells = [count('signature'), count('header'), count('field'), count('state', 'platform')];
  return `| \`${method} ${path}\` | ${operation} | ${cells.join(' | ')} |`;
}

function misuseLine({ endpoint, title, answer }: Misuse): string {
  const { status, code, message } = answer;
  const said = typeof message === 'string' ? ` ${message.replaceAll('|', '\\|')}` : '';
  return `| \`${endpoint}\` | ${title.replaceAll('|', '\\|')} | ${status}${code === undefined ? '' : ` \`${code}\``}${said} |`;
}

function routeLines([path, operations]: OpenApi['paths'] extends Readonly<
  Record<string, infer Operations>
>
  ? [string, Operations]
  : never): string[] {
  return Object.entries(operations).map(
    ([method, { summary }]) => `| \`${method.toUpperCase()} ${path}\` | ${summary} |`,
  );
}
