import './account-menu.css';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { sessionKey } from '../api/session.ts';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { componentTexts } from '../components/component-texts.ts';
import { useLiveState } from '../components/live-provider.tsx';
import { useTexts } from '../language/define-texts.ts';
import { language } from '../language/language.ts';
import { appTexts } from './app-texts.ts';
import { theme } from './appearance.ts';
import { usePreference } from './create-preference.ts';

/** Who is signed in, in which role; language, appearance and the way out. */
export function AccountMenu() {
  const text = useTexts(appTexts);
  const roles = useTexts(componentTexts).roles as Readonly<Record<string, string>>;
  const { client, user, role } = useApi();
  const live = useLiveState();
  const spoken = usePreference(language);
  const appearance = usePreference(theme);
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      if (
        event instanceof KeyboardEvent ? event.key === 'Escape' : !isInside(place.current, event)
      ) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  const signOut = async (): Promise<void> => {
    await client.signOut();
    queries.clear();
    await queries.invalidateQueries({ queryKey: sessionKey });
    window.location.assign('/console/');
  };
  return (
    <div className="y-account" ref={place}>
      <span
        className={`y-live y-live--${live}`}
        role="img"
        aria-label={text.live[live]}
        title={text.live[live]}
      />
      <button
        type="button"
        className="y-account__button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="y-account__face" aria-hidden="true">
          {[...user.name][0] ?? '?'}
        </span>
        <span className="y-unseen">{text.account}</span>
        <span className="y-account__name">{user.name}</span>
      </button>
      {open && (
        <div className="y-account__card">
          <p>
            <strong>{user.name}</strong>
            <br />
            <span className="y-quiet">
              {user.email} · {roles[role] ?? role}
            </span>
          </p>
          <Choice
            label={text.language}
            value={spoken}
            onChange={language.set}
            options={[
              { value: 'zh', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
          />
          <Choice
            label={text.theme.label}
            value={appearance}
            onChange={theme.set}
            options={(['system', 'light', 'dark'] as const).map((value) => ({
              value,
              label: text.theme[value],
            }))}
          />
          <Button variant="outline" block onClick={() => void signOut()}>
            {text.signOut}
          </Button>
        </div>
      )}
    </div>
  );
}

function isInside(place: HTMLElement | null, event: Event): boolean {
  return event.target instanceof Node && (place?.contains(event.target) ?? false);
}
