import type { Log } from '@yifen/server';
import type { Journal } from './journal.ts';
import type { Reach } from './reach.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

/** Listens to the servers' log: what happened sometimes, and whether a secret was said. */
export function watchLog(parts: {
  readonly trace: Trace;
  readonly scheduler: Scheduler;
  readonly reach: Reach;
  readonly journal: Journal;
}): Log {
  const { trace, scheduler, reach, journal } = parts;
  return Object.freeze({
    event(name: string, fields: Parameters<Log['event']>[1]) {
      // The places in a stack are this machine's; the run is to be the same on every one.
      const text = JSON.stringify(fields).replace(/\\n.*?(?=")/g, '');
      trace.note(scheduler.nowMs(), `log ${name} ${text}`);
      journal.said.push({ place: `log ${name}`, text });
      if (name === 'notification.refused') reach.count('forgery refused');
      if (name === 'order.disputed') reach.count('disputed order');
      if (name === 'order.paid' && fields.source === 'query') reach.count('order paid by query');
      if (name === 'order.paid' && fields.source === 'notification') {
        reach.count('order paid by notification');
      }
      if (fields.late === true) reach.count('money after close');
      if (name === 'order.paid' && fields.late === true) reach.count('money after close was kept');
      if (name === 'order.refunding') reach.count('money after close was given back');
      if (name === 'refund.succeeded') reach.count('refund succeeded');
      if (name === 'refund.abnormal') reach.count('refund abnormal');
      if (name === 'refund.closed' && fields.problem === 'CLOSED') {
        reach.count('refund closed by WeChat');
      }
    },
  });
}
