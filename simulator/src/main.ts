#!/usr/bin/env node
/** `npx @yifen/simulator`: only the WeChat, for a server in any language. */
import { createSimulator } from './create-simulator.ts';

const help = `Starts a simulated WeChat Pay with a merchant of its own.

Usage: yifen-simulator [options]

  --port <port>      0 takes a free one (default 7780)
  --host <host>      the address to listen on (default 127.0.0.1)
  --allow-public     let other machines in: they can read the keys and drive the payer
  --state <file>     keep merchant, keys and orders in a file over restarts
  --seed <number>    repeat names, codes and faults
  --cors <origin>    a web page that may use the control API; may be given several times
  --json             print one line of JSON when it is ready
  --help             this text

Point your server at it instead of api.mch.weixin.qq.com and api.weixin.qq.com, and give it the
merchant that GET /_simulator/merchant answers. GET /_simulator/openapi.json describes the rest.
`;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof TypeError || error instanceof RangeError ? 2 : 1;
});

/** @throws TypeError when it was called wrongly */
async function main(): Promise<void> {
  // As in system.ts: an import statement would load far more.
  const { values } = process.getBuiltinModule('node:util').parseArgs({
    options: {
      port: { type: 'string', default: '7780' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-public': { type: 'boolean', default: false },
      state: { type: 'string' },
      seed: { type: 'string' },
      cors: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const simulator = await createSimulator({
    port: wholeNumber(values.port, '--port', 65_535),
    host: values.host,
    allowPublic: values['allow-public'],
    corsOrigins: values.cors,
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.seed === undefined ? {} : { seed: wholeNumber(values.seed, '--seed', 2 ** 47) }),
  });
  const { url, merchant } = simulator;
  const ready = { simulator: url, desk: `${url}/`, mchid: merchant.mchid, appid: merchant.appid };
  console.log(
    values.json
      ? JSON.stringify(ready)
      : `The desk            ${url}/\nBase URL            ${url}\nMerchant and keys   ${url}/_simulator/merchant\n\nCtrl-C ends it.`,
  );
  const stop = () => void simulator.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function wholeNumber(text: string, name: string, most: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw new TypeError(`${name} takes a whole number up to ${most}, not "${text}"`);
}
