import { useApi } from '../../api/api-context.tsx';
import { type Theme, theme } from '../../app/appearance.ts';
import { usePreference } from '../../app/create-preference.ts';
import { Choice } from '../../components/choice.tsx';
import { componentTexts } from '../../components/component-texts.ts';
import { PageHead } from '../../components/page-head.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { type Language, language } from '../../language/language.ts';
import { PasswordSection } from './password-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import { ServerSection } from './server-section.tsx';
import { settingsTexts } from './settings-texts.ts';
import { TotpSection } from './totp-section.tsx';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** What a person sets for himself, and what is in force at the merchant. */
export function SettingsPage() {
  const text = useTexts(settingsTexts);
  const roles = useTexts(componentTexts).roles as Readonly<Record<string, string>>;
  const spoken = usePreference(language);
  const chosen = usePreference(theme);
  const { user, role } = useApi();
  return (
    <div className="y-stack">
      <PageHead title={text.title} />
      <section className="y-panel y-stack" aria-label={text.look}>
        <h2>{text.look}</h2>
        <div className="y-filters">
          <Choice<Language>
            label={text.language}
            value={spoken}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            onChange={language.set}
          />
          <Choice
            label={text.theme}
            value={chosen}
            options={themes.map((value) => ({ value, label: text.themes[value] }))}
            onChange={theme.set}
          />
        </div>
      </section>
      <section className="y-panel y-stack" aria-label={text.account}>
        <h2>{text.account}</h2>
        <dl className="y-facts">
          <div>
            <dt>{text.name}</dt>
            <dd>{user.name}</dd>
          </div>
          <div>
            <dt>{text.email}</dt>
            <dd>{user.email}</dd>
          </div>
          <div>
            <dt>{text.role}</dt>
            <dd>{roles[role] ?? role}</dd>
          </div>
        </dl>
      </section>
      <PasswordSection />
      <TotpSection />
      {user.totp && <RecoverySection />}
      <ServerSection />
    </div>
  );
}
