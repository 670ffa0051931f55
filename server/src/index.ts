export type { AdministeredInvitation, AdministeredUser } from './administer-people.ts';
export type { Config, Finding } from './config/config.ts';
export { parseAdministration } from './config/parse-administration.ts';
export type { ConfigResult } from './config/parse-config.ts';
export type { Environment } from './config/settings-reader.ts';
export type { EventListener } from './create-log.ts';
// The parts for a second world: a simulation gives them its own effects, and runs everything else as it is.
export { houseOf } from './create-merchants.ts';
export { explainRefusal } from './explain-refusal.ts';
export { createApiKey } from './flows/create-api-key.ts';
export { SCOPES } from './flows/scopes.ts';
export { createHttpApp } from './http/create-http-app.ts';
export type { HttpApp } from './http/http-app.ts';
export type { DueLoop, DueLoopOptions } from './jobs/due-loop.ts';
export { merchantLoopKinds } from './jobs/merchant-loop-kinds.ts';
export { ORDER_TRANSITIONS } from './ledger/order-transitions.ts';
export { REFUND_TRANSITIONS } from './ledger/refund-transitions.ts';
export { loadConfig, type RunningServer, startServer } from './main.ts';
export { serveClusterMetrics } from './observe/serve-metrics.ts';
export {
  type Administration,
  openAdministration,
  type ShownMerchant,
} from './open-administration.ts';
export { createWechatPlatform } from './platform/wechat-platform.ts';
export type {
  ApiKey,
  Clock,
  House,
  Log,
  MerchantSettings,
  Ports,
  Product,
  Random,
  Secrets,
  Store,
} from './ports.ts';
export { type ReconciledNow, reconcileNow } from './reconcile-now.ts';
export type { ServerOptions } from './server-options.ts';
export { startEmbeddedDatabase } from './store/embedded-database.ts';
export { createMemoryStore } from './store/memory-store.ts';
export { migrate } from './store/migrate.ts';
export { partitionByMonth } from './store/months/partition-by-month.ts';
export { createPostgresStore } from './store/postgres-store.ts';
export { createSecrets, systemClock, systemRandom } from './system.ts';
