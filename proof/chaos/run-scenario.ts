import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts } from '../invariants/facts.ts';
import { collectFacts } from './collect-facts.ts';
import { startAgain } from './disasters.ts';
import { count, type Journal } from './journal.ts';
import { type OpenMarket, openMarket } from './market.ts';
import type { Postgres } from './postgres.ts';
import { ROLE } from './postgres.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import { settle } from './settle.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { makeApiKey, PRICES, type Stage, type StageWish, setStage } from './stage.ts';

/** What a scenario is given to work with. */
export interface Scene {
  readonly stage: Stage;
  readonly market: OpenMarket;
  readonly seconds: number;
  readonly ratePerSecond: number;
  /** The merchant's own, for its API. */
  readonly apiKey: string;
  /** An empty folder for another database. */
  folder(name: string): string;
  /** A disk that the scenario wished for. */
  disk(name: string): SmallDisk;
}

/** What may go wrong together, on a database of its own. */
export interface Scenario {
  readonly name: string;
  /** The promises that can hold in it. Default all. */
  readonly promises?: readonly string[];
  /** What must have been counted, or the experiment saw nothing. */
  readonly mustSee?: readonly string[];
  /** Disks of their own, in megabytes; each stands in the folder of its name, the first database is `database-0`. */
  readonly disks?: Readonly<Record<string, number>>;
  /** What it wants of its stage, given the run's folder. */
  stage?(folder: string): StageWish;
  /** Says why it cannot be run here; null: it can. */
  missing(programs: PostgresPrograms): string | null;
  /** Makes the first database and starts it. */
  open(programs: PostgresPrograms, folder: string): Promise<Postgres>;
  /** Lets things go wrong while payers buy; answers the database that is left. */
  run(scene: Scene, programs: PostgresPrograms, first: Postgres): Promise<Postgres>;
}

/** What a scenario left behind. */
export interface Aftermath {
  readonly facts: Facts;
  readonly journal: Journal;
  /** Purchases that began. */
  readonly begun: number;
  readonly seconds: number;
  readonly ratePerSecond: number;
}

/** Runs one scenario: sets up, lets it rage, settles, collects what the judges want. */
export async function runScenario(
  scenario: Scenario,
  options: {
    readonly programs: PostgresPrograms;
    readonly seed: number;
    readonly seconds: number;
    readonly ratePerSecond: number;
  },
): Promise<Aftermath> {
  const { programs, seed, seconds, ratePerSecond } = options;
  const folder = await mkdtemp(join(tmpdir(), 'yifen-chaos-'));
  await chmod(folder, 0o755);
  const disks = new Map<string, SmallDisk>();
  for (const [name, megabytes] of Object.entries(scenario.disks ?? {})) {
    disks.set(name, await mountSmallDisk(join(folder, name), megabytes));
  }
  const stage = await setStage({ ...scenario.stage?.(folder), seed, folder });
  let postgres = await scenario.open(programs, join(folder, 'database-0'));
  let market: OpenMarket | null = null;
  try {
    await postgres.query(`create database ${ROLE}`);
    stage.database.lead([postgres.port]);
    await leaveTranslation(stage);
    for (const server of stage.servers) await startAgain(stage, server);
    const apiKey = await grantApiKey(stage, postgres);
    market = await openMarket({
      baseUrl: stage.publicUrl,
      wechat: stage.wechat.simulator,
      random: stage.random,
      journal: stage.journal,
      canaries: stage.canaries,
      productIds: Object.keys(PRICES),
      apiKey,
    });
    market.setRate(ratePerSecond);
    const startedMs = performance.now();
    const scene = {
      stage,
      market,
      seconds,
      ratePerSecond,
      apiKey,
      folder: (name: string) => join(folder, name),
      disk: (name: string) => diskOf(disks, name),
    };
    postgres = await scenario.run(scene, programs, postgres);
    const ragedSeconds = (performance.now() - startedMs) / 1_000;
    stage.wechat.simulator.faults.clear();
    await Promise.all(
      stage.servers.filter((server) => !server.isUp()).map((server) => startAgain(stage, server)),
    );
    await market.drain();
    await stopInOrder(stage);
    await settle(stage, postgres);
    const facts = await collectFacts(stage, postgres);
    const { journal } = stage;
    return { facts, journal, begun: market.begun(), seconds: ragedSeconds, ratePerSecond };
  } finally {
    await market?.close();
    await stage.close();
    await postgres.stop('immediate');
    for (const disk of disks.values()) disk.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

function diskOf(disks: ReadonlyMap<string, SmallDisk>, name: string): SmallDisk {
  const disk = disks.get(name);
  if (disk === undefined) throw new Error(`there is no disk ${name}`);
  return disk;
}

/** Only a server that ends in order leaves what it translated to those that come after it. */
async function leaveTranslation(stage: Stage): Promise<void> {
  const [first] = stage.servers;
  if (first === undefined) return;
  await startAgain(stage, first);
  await first.stop('SIGTERM');
}

/** A server that is asked to stop ends in order, or that is counted. */
async function stopInOrder(stage: Stage): Promise<void> {
  const codes = await Promise.all(stage.servers.map((server) => server.stop('SIGTERM')));
  const bad = codes.filter((code) => code !== 0).length;
  if (bad > 0) count(stage.journal, 'servers that did not stop in order', bad);
}

async function grantApiKey(stage: Stage, postgres: Postgres): Promise<string> {
  const { text, digest } = makeApiKey();
  stage.canaries.add(text);
  await postgres.query(
    `insert into api_keys (digest, merchant_id, id, holder, name, hint, scopes, created_at_ms)
     values ('${digest}', 'default', 'chaos', 'chaos', 'chaos', 'yk_',
       array['orders:read', 'refunds:write', 'webhooks:write'], 0)`,
    ROLE,
  );
  return text;
}
