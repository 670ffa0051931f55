/** The top bar: what this is, whether it is live, language and colours. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { MoonIcon, SunIcon } from '../icons.tsx';
import { useSay } from '../language.ts';
import { chooseTheme, currentTheme, watchTheme } from '../theme.ts';
import type { FlowState } from '../use-flow.ts';

/** Draws the bar. */
export function TopBar(props: { readonly state: FlowState; onLanguage(): void }): JSX.Element {
  const say = useSay();
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => watchTheme(() => setTheme(currentTheme())), []);
  const other = theme === 'dark' ? 'light' : 'dark';
  const { connection, settings } = props.state;
  useEffect(() => {
    document.title = say('title');
  });
  return (
    <header class="top-bar">
      <h1>{say('title')}</h1>
      <span class="simulated">{say('simulated')}</span>
      <span class="merchant" title={say('merchant')}>
        {settings !== null && `${settings.merchantName} · ${settings.mchid}`}
      </span>
      <span class="connection" data-connection={connection} role="status">
        <span class="dot" />
        {say(connection)}
      </span>
      <button type="button" class="quiet" onClick={props.onLanguage}>
        {say('otherLanguage')}
      </button>
      <button
        type="button"
        class="quiet square"
        aria-label={say(other === 'dark' ? 'toDark' : 'toLight')}
        title={say(other === 'dark' ? 'toDark' : 'toLight')}
        onClick={() => {
          chooseTheme(other);
          setTheme(other);
        }}
      >
        {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
      </button>
    </header>
  );
}
