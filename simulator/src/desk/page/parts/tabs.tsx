/** A row of tabs; arrow keys, Home and End move between them. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useSay } from '../language.ts';
import type { TextName } from '../texts.ts';

interface TabsProps<Name extends TextName> {
  readonly tabs: readonly Name[];
  readonly shown: Name;
  readonly badges: Readonly<Record<Name, number>>;
  onChoose(name: Name): void;
}

/** Draws the tabs. */
export function Tabs<Name extends TextName>(props: TabsProps<Name>): JSX.Element {
  const { tabs, shown, badges, onChoose } = props;
  const say = useSay();
  const move = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const index = tabAfterKey(event.key, tabs.indexOf(shown), tabs.length);
    if (index === undefined) return;
    event.preventDefault();
    const next = tabs[index];
    const button = event.currentTarget.children[index];
    if (next !== undefined) onChoose(next);
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={say('views')} onKeyDown={move}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-tab={name}
          aria-selected={name === shown}
          aria-controls="tab-panel"
          tabIndex={name === shown ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {say(name)}
          {badges[name] > 0 && <span class="badge">{badges[name]}</span>}
        </button>
      ))}
    </div>
  );
}

function tabAfterKey(key: string, now: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (now + 1) % count;
  if (key === 'ArrowLeft') return (now + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
