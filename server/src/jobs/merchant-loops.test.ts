import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Ports } from '../ports.ts';
import { startMerchantLoops } from './merchant-loops.ts';

let merchants: Ports[] = [];
let ticked: string[] = [];
let stopped: string[] = [];
let stop: () => Promise<void>;
const failures: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  merchants = [];
  ticked = [];
  stopped = [];
  const house = {
    merchants: { list: async () => merchants } as never,
    log: { event: (name: string) => void failures.push(name) },
  };
  const create = (ports: Ports) => ({
    start: () => undefined,
    tick: async () => {
      ticked.push(nameOf(ports));
      if (nameOf(ports).startsWith('broken')) throw new Error('database gone');
      return 0;
    },
    stop: async () => void stopped.push(nameOf(ports)),
  });
  stop = startMerchantLoops(house, [create], { intervalMs: 100 });
});
afterEach(async () => {
  await stop();
  vi.useRealTimers();
});

it('every merchant is looked after, and what fails for one disturbs no other', async () => {
  merchants = [merchant('a'), merchant('broken'), merchant('b')];
  await vi.advanceTimersByTimeAsync(100);
  expect(ticked).toEqual(['a1', 'broken1', 'b1']);
  expect(failures).toEqual(['loops.failed']);
});

it('who comes is looked after, who goes is not, and new keys are used from the next round', async () => {
  merchants = [merchant('a'), merchant('b')];
  await vi.advanceTimersByTimeAsync(200);
  expect(ticked).toEqual(['a1', 'b1', 'a1', 'b1']);
  merchants = [merchant('a', '2'), merchant('c')];
  ticked = [];
  await vi.advanceTimersByTimeAsync(100);
  expect([ticked, stopped]).toEqual([
    ['a2', 'c1'],
    ['b1', 'a1'],
  ]);
});

it('of very many, all have their turn', async () => {
  merchants = Array.from({ length: 150 }, (_, index) => merchant(`m${index}-`));
  await vi.advanceTimersByTimeAsync(100);
  expect(ticked).toHaveLength(64);
  await vi.advanceTimersByTimeAsync(200);
  expect(new Set(ticked).size).toBe(150);
});

function merchant(merchantId: string, version = '1'): Ports {
  return { settings: { merchantId }, secrets: version } as never;
}

function nameOf({ settings, secrets }: Ports): string {
  return `${settings.merchantId}${secrets}`;
}
