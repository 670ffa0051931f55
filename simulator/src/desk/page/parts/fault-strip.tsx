/** Says, above the flow, which faults are on: nobody should mistake a made fault for a real one. */
import type { JSX } from 'preact';
import { BoltIcon } from '../icons.tsx';
import { useSay } from '../language.ts';
import { type FaultState, switchOf } from '../use-faults.ts';

/** Draws the strip, or nothing when no fault is on. */
export function FaultStrip({ faults }: { readonly faults: FaultState }): JSX.Element | null {
  const say = useSay();
  if (faults.active.length === 0) return null;
  const names = faults.active.map((fault) => {
    const known = switchOf(fault);
    return known === undefined ? fault.kind : say(known.title);
  });
  return (
    <div class="fault-strip" role="status">
      <BoltIcon />
      <span class="names">
        {say('faultActive')}
        {names.join(say.language === 'zh' ? '、' : ', ')}
      </span>
      <button type="button" class="quiet" onClick={faults.allOff}>
        {say('faultsOff')}
      </button>
    </div>
  );
}
