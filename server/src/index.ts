export type { Config, Finding } from './config/config.ts';
export type { ConfigResult } from './config/parse-config.ts';
export type { Environment } from './config/settings-reader.ts';
export type { EventListener } from './create-log.ts';
export type { DueLoopOptions } from './jobs/due-loop.ts';
export { loadConfig, type RunningServer, type ServerOptions, startServer } from './main.ts';
export type { Clock, Product, Store } from './ports.ts';
export { createMemoryStore } from './store/memory-store.ts';
