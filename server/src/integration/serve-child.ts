/** A server process for tests that kill it: prints its address, closes on SIGTERM. */
import { loadConfig, startServer } from '../index.ts';
import { shopProducts } from './shop-products.ts';

const { config, findings } = loadConfig(process.env);
if (!config) throw new Error(JSON.stringify(findings));
const server = await startServer({ config, products: shopProducts });
process.once('SIGTERM', () => void server.close());
process.stdout.write(`${server.url}\n`);
