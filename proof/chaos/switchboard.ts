import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** One address in front of several that come and go: what a load balancer, or a virtual address, is. */
export interface Switchboard {
  readonly port: number;
  /** Where new connections go, in turn; a place that refuses is passed over. */
  lead(ports: readonly number[]): void;
  /** Holds back everything that flows, as a network does that is cut in two; true: from now on. */
  hold(isHeld: boolean): void;
  /** Breaks the connections that stand. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a switchboard on a free port, or on the one given. */
export async function openSwitchboard(port = 0): Promise<Switchboard> {
  let targets: readonly number[] = [];
  let next = 0;
  let isHeld = false;
  const pairs = new Set<readonly [Socket, Socket]>();

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (incoming) => {
    incoming.on('error', () => incoming.destroy());
    attempt(incoming, targets.length);
  });

  function attempt(incoming: Socket, left: number): void {
    const target = targets[next % Math.max(targets.length, 1)];
    next += 1;
    if (target === undefined || left <= 0) return void incoming.destroy();
    const outgoing = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    outgoing.setNoDelay(true);
    outgoing.once('error', () => attempt(incoming, left - 1));
    outgoing.once('connect', () => {
      outgoing.removeAllListeners('error');
      join(incoming, outgoing);
    });
  }

  function join(incoming: Socket, outgoing: Socket): void {
    const pair = [incoming, outgoing] as const;
    pairs.add(pair);
    const drop = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on('error', drop).on('close', drop);
    incoming.pipe(outgoing);
    outgoing.pipe(incoming);
    if (isHeld) for (const socket of pair) socket.pause();
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  return Object.freeze<Switchboard>({
    port: address.port,
    lead(ports) {
      targets = ports;
    },
    hold(shallBe) {
      isHeld = shallBe;
      for (const pair of pairs)
        for (const socket of pair) shallBe ? socket.pause() : socket.resume();
    },
    cut() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
}
