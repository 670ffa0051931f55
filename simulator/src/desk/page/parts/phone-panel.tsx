/** The phones: each an independent page in a phone's frame. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { newOpenid } from '../browser.ts';
import { AddIcon, OpenIcon, ReloadIcon } from '../icons.tsx';
import { useSay } from '../language.ts';
import type { DeskPhone, DeskSettings } from '../wire.ts';

interface PhonePanelProps {
  readonly settings: DeskSettings | null;
  readonly hidden: boolean;
}

/** Draws the phones; they stay loaded while hidden, as a phone in a pocket does. */
export function PhonePanel({ settings, hidden }: PhonePanelProps): JSX.Element {
  const say = useSay();
  const [shown, setShown] = useState(0);
  const [loads, setLoads] = useState(0);
  const [more, setMore] = useState<readonly DeskPhone[]>([]);
  const phones = [...(settings?.phones ?? []), ...more];
  const [first] = phones;
  const addPhone = (): void => {
    if (first === undefined) return;
    const separator = first.url.includes('?') ? '&' : '?';
    const url = `${first.url}${separator}openid=${newOpenid()}`;
    setMore([...more, { title: `${say('user')} ${more.length + 2}`, url }]);
    setShown(phones.length);
  };
  const current = phones[shown];
  return (
    <section class="phone-panel" hidden={hidden} aria-label={say('phone')}>
      {settings !== null && current === undefined && <p class="hint">{say('noPhone')}</p>}
      {current !== undefined && (
        <div class="phone-bar">
          {phones.length === 1 ? (
            <span class="phone-title">{current.title}</span>
          ) : (
            phones.map((phone, index) => (
              <button
                key={phone.url}
                type="button"
                class="quiet"
                aria-pressed={index === shown}
                onClick={() => setShown(index)}
              >
                {phone.title}
              </button>
            ))
          )}
          <button
            type="button"
            class="quiet square"
            aria-label={say('addPhone')}
            title={say('addPhone')}
            onClick={addPhone}
          >
            <AddIcon />
          </button>
          <button
            type="button"
            class="quiet square"
            aria-label={say('reloadPhone')}
            title={say('reloadPhone')}
            onClick={() => setLoads(loads + 1)}
          >
            <ReloadIcon />
          </button>
          <a
            class="quiet square"
            href={current.url}
            target="_blank"
            rel="noopener"
            aria-label={say('openPhone')}
            title={say('openPhone')}
          >
            <OpenIcon />
          </a>
        </div>
      )}
      {phones.map((phone, index) => (
        <div key={phone.url} class="phone" hidden={index !== shown}>
          <iframe
            key={index === shown ? loads : 0}
            src={phone.url}
            title={phone.title}
            allow="clipboard-write"
          />
        </div>
      ))}
    </section>
  );
}
