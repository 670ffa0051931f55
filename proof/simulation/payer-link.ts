import type { ContractRequest } from '@yifen/contract';
import type { FaultPlan } from './faults.ts';
import type { KeyedRandom } from './keyed-random.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** The failure of `wx.request`: no answer came. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What lies between a phone and the servers. */
export interface PayerLinkParts {
  readonly scheduler: Scheduler;
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  /** The load balancer: any server that lives. */
  pickServer(place: string): SimulatedServer | null;
}

/** How long a phone waits, in milliseconds. */
const PATIENCE_MS = 60_000;

/** The way from a client to the servers and back; `who` names the client. */
export function createPayerLink(who: string, parts: PayerLinkParts): ContractRequest {
  const { scheduler, random, faults } = parts;
  return (request) => {
    const { pathname, search } = new URL(request.url);
    const place = `${who} ${request.method} ${pathname}`;
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
    const travelMs = () => random.between(`travel ${place}`, 5, 80);
    const giveUp = (ms: number, note: string) =>
      scheduler.at(scheduler.nowMs() + ms, `${place} ${note}`, () => reject(new NoAnswer(note)));

    if (faults.strikes('payer-request-lost', place)) {
      giveUp(PATIENCE_MS, 'request lost');
      return promise;
    }
    scheduler.at(scheduler.nowMs() + travelMs(), place, () => {
      const server = parts.pickServer(place);
      if (server === null) {
        giveUp(travelMs(), 'nobody listens');
        return;
      }
      const isLost = faults.strikes('payer-answer-lost', place);
      const input = { ...request, url: pathname + search };
      server.request(input).then(
        (answer) => {
          if (isLost) giveUp(PATIENCE_MS, 'answer lost');
          else
            scheduler.at(scheduler.nowMs() + travelMs(), `${place} ${answer.status}`, () =>
              resolve(answer),
            );
        },
        () => giveUp(travelMs(), 'connection reset'),
      );
    });
    return promise;
  };
}
