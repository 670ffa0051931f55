import { createHash, randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from './find-free-port.ts';
import { count, type Journal, openJournal } from './journal.ts';
import { createPaymentServer, type PaymentServer } from './payment-server.ts';
import { ROLE } from './postgres.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { openSwitchboard, type Switchboard } from './switchboard.ts';
import { startWechat, type Wechat } from './wechat.ts';

/** Everything of one run but its database: two servers, their one address, WeChat, and the record. */
export interface Stage {
  readonly random: SeededRandom;
  readonly journal: Journal;
  readonly wechat: Wechat;
  readonly servers: readonly PaymentServer[];
  /** The address of the servers, to payers and to WeChat. */
  readonly front: Switchboard;
  /** The address of the database, to the servers. */
  readonly database: Switchboard;
  readonly publicUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Changes what servers are started with from now on; answers what it was. */
  configure(changes: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** Platform certificates that came up on the way, by serial. */
  readonly platformKeys: Map<string, string>;
  /** Closes something of a scenario's when the run is over and judged. */
  onClose(close: () => Promise<void>): void;
  /** Sets the clock of a server wrong by so many milliseconds; only where the stage was asked for such clocks. */
  setClock(server: number, offsetMs: number): void;
  /** The secrets that must be seen nowhere. */
  readonly canaries: Set<string>;
  /** Sees a line that a server says. */
  hear(server: string, line: string): void;
  /** Tells the record what happens. */
  tell(text: string): void;
  close(): Promise<void>;
}

const NAMES = ['server 1', 'server 2'] as const;
const SHIFTED_CLOCK = new URL('./shifted-clock.ts', import.meta.url).href;
/** How a server says that WeChat and its clock disagree. */
const CLOCK_WORDS = /clock|时钟|SIGN_ERROR|stale/i;

/** On sale in every run. */
export const PRICES: Readonly<Record<string, readonly number[]>> = { tea: [12_800], cup: [1] };

/** What a scenario wants of its stage. */
export interface StageWish {
  readonly environment?: Readonly<Record<string, string>>;
  /** Servers whose clocks can be set wrong. Default false. */
  readonly wrongClocks?: boolean;
  /** The folder into which servers write their logs. Default: they say them to us. */
  readonly logFolder?: string;
}

/** Sets it up; the servers do not run yet. */
export async function setStage(
  options: StageWish & { readonly seed: number; readonly folder: string },
): Promise<Stage> {
  const { seed, folder, wrongClocks = false, logFolder } = options;
  const journal = openJournal();
  const wechat = await startWechat({ seed });
  const front = await openSwitchboard();
  const database = await openSwitchboard();
  const publicUrl = `http://127.0.0.1:${front.port}`;
  const masterKey = randomBytes(32).toString('base64');
  const environment: Record<string, string> = {
    ...environmentOf(wechat, publicUrl, masterKey),
    YIFEN_DATABASE_URL: `postgresql://${ROLE}@127.0.0.1:${database.port}/${ROLE}`,
    ...options.environment,
  };
  const canaries = new Set(secretsOf(wechat, masterKey));
  const productsFile = join(folder, 'products.json');
  await writeFile(productsFile, JSON.stringify(productList()));
  const hear = (name: string, line: string) => {
    if (line.includes('"level":"error"')) {
      count(journal, 'errors in logs');
      journal.errors.push(`${name}: ${line}`);
    }
    if (CLOCK_WORDS.test(line)) count(journal, 'logs that speak of a wrong clock');
    for (const canary of canaries) {
      if (line.includes(canary)) journal.said.push({ place: `the log of ${name}`, text: line });
    }
  };
  const clockFile = (name: string) => join(folder, `${name}.clock`);
  for (const name of wrongClocks ? NAMES : []) writeFileSync(clockFile(name), '0');
  const servers = await Promise.all(
    NAMES.map(async (name) =>
      createPaymentServer({
        name,
        port: await findFreePort(),
        env: () => ({
          ...environment,
          // Killed ones would each translate every source again; the first one leaves it to the next.
          NODE_COMPILE_CACHE: join(folder, 'compiled'),
          ...(wrongClocks && { CHAOS_CLOCK: clockFile(name) }),
        }),
        nodeArgs: wrongClocks ? ['--import', SHIFTED_CLOCK] : [],
        ...(logFolder !== undefined && { logFile: join(logFolder, `${name}.log`) }),
        args: ['--products', productsFile],
        cwd: folder,
        onLine: (line) => hear(name, line),
      }),
    ),
  );
  const closing: (() => Promise<void>)[] = [];
  front.lead(servers.map(({ port }) => port));
  return Object.freeze<Stage>({
    random: createSeededRandom(seed),
    journal,
    wechat,
    servers,
    front,
    database,
    publicUrl,
    environment,
    configure(changes) {
      const before = { ...environment };
      Object.assign(environment, changes);
      return before;
    },
    platformKeys: new Map(),
    onClose: (close) => void closing.push(close),
    canaries,
    hear,
    setClock(server, offsetMs) {
      const name = NAMES[server];
      if (name === undefined || !wrongClocks) throw new Error('there is no such clock');
      // A rename: nobody reads half of it.
      writeFileSync(`${clockFile(name)}.new`, String(offsetMs));
      renameSync(`${clockFile(name)}.new`, clockFile(name));
    },
    tell: (text) => void journal.story.push({ atMs: wechat.simulator.clock.nowMs(), text }),
    async close() {
      await Promise.all(servers.map((server) => server.stop('SIGKILL')));
      await front.close();
      await database.close();
      await wechat.close();
      for (const close of closing) await close();
    },
  });
}

/** A key of the merchant's back end, and how the database knows it. */
export function makeApiKey(): { readonly text: string; readonly digest: string } {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const token = randomBytes(32).toString('base64url');
  const text = `yk_${token}${digest(`yk_${token}`).slice(0, 6)}`;
  return { text, digest: digest(text) };
}

function productList() {
  return Object.entries(PRICES).map(([id, [priceFen]]) => ({
    id,
    name: id,
    priceFen,
    stock: null,
  }));
}

function environmentOf({ simulator }: Wechat, publicUrl: string, masterKey: string) {
  const { merchant, url } = simulator;
  return {
    YIFEN_PUBLIC_URL: publicUrl,
    YIFEN_MASTER_KEY: masterKey,
    YIFEN_LOG_LEVEL: 'info',
    YIFEN_RATE_PER_ADDRESS: '1000000',
    YIFEN_RATE_PER_SESSION: '1000000',
    YIFEN_LATE_PAYMENT: 'refund',
    WECHAT_APPID: merchant.appid,
    WECHAT_APP_SECRET: merchant.appSecret,
    WECHAT_BASE_URL: url,
    WECHATPAY_BASE_URL: url,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_MERCHANT_KEY: merchant.merchantPrivateKey,
    WECHATPAY_APIV3_KEY: merchant.apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_PUBLIC_KEY: merchant.publicKey,
    WECHATPAY_PLATFORM_CERTIFICATE: merchant.platformCertificate,
  };
}

/** A line of the private key stands for all of it. */
function secretsOf({ simulator }: Wechat, masterKey: string): readonly string[] {
  const { appSecret, apiV3Key, merchantPrivateKey } = simulator.merchant;
  const line = merchantPrivateKey.split('\n')[3] ?? merchantPrivateKey;
  return [appSecret, apiV3Key, masterKey, line];
}
