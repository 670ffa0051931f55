import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** How many RSA-2048 signatures two cores make in a second, and who says so. */
export interface RsaLimit {
  readonly name: string;
  measure(): Promise<number>;
}

const run = promisify(execFile);

/** `openssl speed` where the machine has it; else two processes of ours that do nothing but sign. */
export async function findRsaLimit(): Promise<RsaLimit> {
  const hasOpenssl = await run('openssl', ['version']).then(
    () => true,
    () => false,
  );
  return hasOpenssl
    ? { name: 'openssl speed -multi 2 rsa2048', measure: askOpenssl }
    : { name: 'two processes of crypto.sign', measure: signInTwo };
}

async function askOpenssl(): Promise<number> {
  const { stdout } = await run('openssl', ['speed', '-multi', '2', '-seconds', '2', 'rsa2048']);
  const [, perSecond] = /^rsa\s+2048 bits\s+\S+s\s+\S+s\s+([\d.]+)/m.exec(stdout) ?? [];
  if (perSecond === undefined) throw new Error(`openssl answered: ${stdout}`);
  return Number(perSecond);
}

async function signInTwo(): Promise<number> {
  const { stdout } = await run('sh', ['-c', `${one} & ${one} & wait`]);
  return stdout
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(line), 0);
}

const program = `
const { generateKeyPairSync, sign } = require('node:crypto');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const message = Buffer.alloc(300, 'x');
const started = performance.now();
let count = 0;
for (; performance.now() - started < 2000; count += 1) sign('RSA-SHA256', message, privateKey);
console.log((count / (performance.now() - started)) * 1000);
`.replaceAll('\n', ' ');
const one = `"${process.execPath}" -e "${program}"`;
