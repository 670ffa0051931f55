import './sign-in.css';
import type { ReactNode } from 'react';
import { usePreference } from '../../app/create-preference.ts';
import { useTexts } from '../../language/define-texts.ts';
import { language } from '../../language/language.ts';
import { signInTexts } from './sign-in-texts.ts';

/** The card in the middle of the window, for whoever is not inside yet. */
export function SignInFrame({ children }: { children: ReactNode }) {
  const text = useTexts(signInTexts);
  const spoken = usePreference(language);
  return (
    <main className="y-door">
      <div className="y-door__card">
        <div className="y-door__brand">
          <img src="/console/icon.svg" alt="" width="36" height="36" />
          <div>
            <strong>一分 Yifen</strong>
            <p className="y-quiet">{text.tagline}</p>
          </div>
        </div>
        {children}
      </div>
      <button
        type="button"
        className="y-door__language"
        lang={spoken === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => language.set(spoken === 'zh' ? 'en' : 'zh')}
      >
        {spoken === 'zh' ? 'English' : '简体中文'}
      </button>
    </main>
  );
}
