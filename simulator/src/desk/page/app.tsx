/** The desk: the phone at the left, the live flow beside it, the open message at the right. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { remember, remembered, watchMedia } from './browser.ts';
import { ExplainsContext } from './explains.ts';
import { LanguageContext } from './language.ts';
import { FaultPanel } from './parts/fault-panel.tsx';
import { FlowPanel } from './parts/flow-panel.tsx';
import { Inspector } from './parts/inspector.tsx';
import { LogPanel } from './parts/log-panel.tsx';
import { NotificationPanel } from './parts/notification-panel.tsx';
import { PhonePanel } from './parts/phone-panel.tsx';
import { PlatformPanel } from './parts/platform-panel.tsx';
import { ScenarioPanel } from './parts/scenario-panel.tsx';
import { Tabs } from './parts/tabs.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { type Language, texts } from './texts.ts';
import { useFaults } from './use-faults.ts';
import { useFlow } from './use-flow.ts';
import { useSelection } from './use-selection.ts';

type View =
  | 'phone'
  | 'flow'
  | 'message'
  | 'scenarios'
  | 'log'
  | 'faults'
  | 'notifications'
  | 'platform';

/** The whole page. */
export function App(): JSX.Element {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const wide = useMedia('(min-width: 1180px)');
  const narrow = useMedia('(max-width: 819px)');
  const [view, setView] = useState<View>('phone');
  const state = useFlow();
  const faults = useFaults(state.version);
  const selection = useSelection(state);

  const scenarios = state.settings?.scenarios ?? [];
  const before: readonly View[] = narrow ? ['phone', 'flow'] : wide ? ['message'] : ['flow'];
  const played: readonly View[] = scenarios.length > 0 ? ['scenarios'] : [];
  const tabs: readonly View[] = [
    ...[...before, ...played],
    ...(['log', 'faults', 'notifications', 'platform'] as const),
  ];
  const shown = tabs.includes(view) ? view : (tabs[0] ?? 'flow');

  const badges = {
    faults: faults.active.length,
    flow: 0,
    phone: 0,
    message: 0,
    scenarios: 0,
    log: 0,
    notifications: 0,
    platform: 0,
  };
  const tabBar = <Tabs<View> tabs={tabs} shown={shown} badges={badges} onChoose={setView} />;
  const flow = (
    <FlowPanel
      state={state}
      selection={selection}
      faults={faults}
      inline={!wide}
      onOpenPhone={narrow ? () => setView('phone') : null}
      onOpenStep={() => wide && setView('message')}
    />
  );

  return (
    <LanguageContext.Provider value={language}>
      <TopBar
        state={state}
        onLanguage={() => {
          const other = language === 'zh' ? 'en' : 'zh';
          remember('language', other);
          document.documentElement.lang = htmlLanguage(other);
          setLanguage(other);
        }}
      />
      {narrow && tabBar}
      <ExplainsContext.Provider value={state.settings?.explains === true}>
        <main class="columns" data-view={shown}>
          <PhonePanel settings={state.settings} hidden={narrow && shown !== 'phone'} />
          {wide && flow}
          <div class="side" hidden={shown === 'phone'}>
            {!narrow && tabBar}
            <div id="tab-panel" role="tabpanel" aria-label={texts[shown][language]}>
              {shown === 'flow' && flow}
              {shown === 'message' && <Inspector state={state} selection={selection} />}
              {scenarios.length > 0 && (
                <div hidden={shown !== 'scenarios'}>
                  <ScenarioPanel scenarios={scenarios} onDone={selection.choosePurchase} />
                </div>
              )}
              {shown === 'log' && <LogPanel flow={state.flow} version={state.version} />}
              {shown === 'faults' && <FaultPanel faults={faults} />}
              {shown === 'notifications' && <NotificationPanel version={state.version} />}
              {shown === 'platform' && <PlatformPanel version={state.version} />}
            </div>
          </div>
        </main>
      </ExplainsContext.Provider>
    </LanguageContext.Provider>
  );
}

function firstLanguage(): Language {
  const chosen = remembered('language');
  const language = chosen === 'zh' || chosen === 'en' ? chosen : systemLanguage();
  document.documentElement.lang = htmlLanguage(language);
  return language;
}

const systemLanguage = (): Language => (navigator.language.startsWith('zh') ? 'zh' : 'en');
const htmlLanguage = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => watchMedia(query, setMatches), [query]);
  return matches;
}
