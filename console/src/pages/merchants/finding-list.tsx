import type { Finding } from '@yifen/contract';
import { usePreference } from '../../app/create-preference.ts';
import { StateTag, type Tone } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { language } from '../../language/language.ts';
import { setUpTexts } from './set-up-texts.ts';

const tones: Readonly<Record<Finding['outcome'], Tone>> = {
  ok: 'good',
  warning: 'warn',
  failed: 'bad',
  skipped: 'calm',
};

/** What a check found, each in a sentence that says what to do. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const text = useTexts(setUpTexts);
  const spoken = usePreference(language);
  return (
    <ul className="y-lines" role="status">
      {findings.map((finding) => (
        <li key={`${finding.step} ${finding.en}`} className="y-line">
          <div className="y-finding">
            <StateTag tone={tones[finding.outcome]}>{text.outcomes[finding.outcome]}</StateTag>
            <span className="y-break">{finding[spoken]}</span>
            <span className="y-quiet y-mono">{finding.step}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
