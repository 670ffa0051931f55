export { type Build, type BuildOptions, buildMiniProgram } from './build/build-mini-program.ts';
export { type Diagnostic, formatDiagnostic } from './build/diagnostic.ts';
export { createPhone, type Phone, type PhoneOptions } from './serve/create-phone.ts';
export type { Exchange, ExchangeMessage } from './serve/exchange.ts';
export { type StartedPhone, type StartPhoneOptions, startPhone } from './serve/start-phone.ts';
