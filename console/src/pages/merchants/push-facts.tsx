import type { MiniProgramSetup } from '@yifen/contract';
import { CopyText } from '../../components/copy-text.tsx';
import { useTexts } from '../../language/define-texts.ts';
import type { TypedPush } from './message-push.ts';
import { programTexts } from './program-texts.ts';

/** What is entered in the mini-program's console under message push, ready to be copied. */
export function PushFacts({
  program,
  mode,
}: {
  program: MiniProgramSetup;
  mode: TypedPush['mode'];
}) {
  const text = useTexts(programTexts);
  return (
    <section className="y-stack y-stack--close" aria-label={text.copyTitle}>
      <h3>{text.copyTitle}</h3>
      <p className="y-field__hint">{text.copyWhere}</p>
      <dl className="y-fact-list">
        <div>
          <dt>{text.url}</dt>
          <dd>
            <CopyText value={program.messageUrl} label={text.url} />
          </dd>
        </div>
        <div>
          <dt>{mode === 'secure' ? `${text.token} / ${text.aesKey}` : text.token}</dt>
          <dd>{text.tokenSame}</dd>
        </div>
        <div>
          <dt>{text.mode}</dt>
          <dd>{text.modeNames[mode]}</dd>
        </div>
        <div>
          <dt>{text.format}</dt>
          <dd>{text.formatValue}</dd>
        </div>
      </dl>
    </section>
  );
}
