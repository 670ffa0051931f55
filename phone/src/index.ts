export { type Build, type BuildOptions, buildMiniProgram } from './build/build-mini-program.ts';
export { type Diagnostic, formatDiagnostic } from './build/diagnostic.ts';
export type { ConsoleLine } from './serve/console-line.ts';
export { createPhone, type Phone, type PhoneOptions } from './serve/create-phone.ts';
export type { Exchange, ExchangeMessage } from './serve/exchange.ts';
export { type StartedPhone, type StartPhoneOptions, startPhone } from './serve/start-phone.ts';
