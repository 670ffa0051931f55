import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a server listens that listens at a port. */
export function findAddress(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address;
}
