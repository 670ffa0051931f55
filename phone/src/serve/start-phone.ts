import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Build } from '../build/build-mini-program.ts';
import { createPhone, type PhoneOptions } from './create-phone.ts';

/** A phone with a port of its own. */
export interface StartPhoneOptions extends PhoneOptions {
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

/** A running phone. */
export interface StartedPhone {
  /** The page, e.g. `http://127.0.0.1:7790/`. */
  readonly url: string;
  readonly build: Build;
  close(): Promise<void>;
}

/** Builds a mini-program and serves it as a phone at the root of its own port. */
export async function startPhone(options: StartPhoneOptions): Promise<StartedPhone> {
  const phone = await createPhone(options);
  const server = createServer(phone.handler);
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the phone has no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return Object.freeze({
    url: `http://${host}:${address.port}/`,
    build: phone.build,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await phone.close();
    },
  });
}
