import type { JSX } from 'preact';
import { tail } from '../format.ts';
import { useSay } from '../language.ts';
import type { TextName } from '../texts.ts';
import type { Act } from './platform-panel.tsx';

interface Keys {
  readonly publicKeyPercent: number;
  readonly merchantCertificate: string;
  readonly platformSerials: readonly string[];
  readonly platformSerial: string;
}

const SHARES = [0, 0.1, 1, 10, 50, 100];
const STANDINGS: readonly (readonly [standing: string, text: TextName])[] = [
  ['valid', 'standingValid'],
  ['expired', 'standingExpired'],
  ['revoked', 'standingRevoked'],
  ['replaced', 'standingReplaced'],
];

/** Draws the keys in use and the switches of the consoles. */
export function KeySection(props: { readonly value: unknown; readonly act: Act }): JSX.Element {
  const say = useSay();
  const keys = props.value as Keys | undefined;
  return (
    <>
      <h2 class="phase">{say('keys')}</h2>
      <fieldset class="field">
        <legend>{say('grayShare')}</legend>
        <div class="actions">
          {SHARES.map((share) => (
            <button
              key={share}
              type="button"
              class="quiet"
              aria-pressed={keys?.publicKeyPercent === share}
              onClick={() => props.act('/keys', { publicKeyPercent: share })}
            >
              {share} %
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset class="field">
        <legend>{say('merchantStanding')}</legend>
        <div class="actions">
          {STANDINGS.map(([standing, text]) => (
            <button
              key={standing}
              type="button"
              class="quiet"
              aria-pressed={keys?.merchantCertificate === standing}
              onClick={() => props.act('/keys', { merchantCertificate: standing })}
            >
              {say(text)}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset class="field">
        <legend>{say('platformSerials')}</legend>
        <div class="actions">
          {keys?.platformSerials.map((serial) => (
            <code key={serial} title={serial}>
              {tail(serial)}
            </code>
          ))}
          <button type="button" class="quiet" onClick={() => props.act('/keys/rotation', {})}>
            {say('rotate')}
          </button>
        </div>
      </fieldset>
    </>
  );
}
