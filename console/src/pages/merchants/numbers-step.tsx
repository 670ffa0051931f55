import { CopyText } from '../../components/copy-text.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { MerchantChoicesForm } from './merchant-choices-form.tsx';
import { merchantsTexts } from './merchants-texts.ts';
import { useMerchantSettings } from './use-set-up.ts';

/** The merchant's numbers at WeChat, and what it chooses for itself. */
export function NumbersStep() {
  const text = useTexts(merchantsTexts);
  const { data } = useMerchantSettings();
  if (data === undefined) return null;
  const { id, mchid, partner, notifyUrl, active, origin } = data;
  return (
    <>
      <section className="y-panel y-stack" aria-label={text.steps.numbers}>
        {origin === 'environment' && <p className="y-note">{text.fromEnvironment}</p>}
        <dl className="y-facts">
          <div>
            <dt>{text.id}</dt>
            <dd className="y-mono">{id}</dd>
          </div>
          <div>
            <dt>{partner === null ? text.mchid : text.subMchid}</dt>
            <dd>
              <CopyText value={mchid} label={text.mchid} />
            </dd>
          </div>
          {partner !== null && (
            <>
              <div>
                <dt>{text.spMchid}</dt>
                <dd>
                  <CopyText value={partner.mchid} label={text.spMchid} />
                </dd>
              </div>
              <div>
                <dt>{text.spAppid}</dt>
                <dd>
                  <CopyText value={partner.spAppid} label={text.spAppid} />
                </dd>
              </div>
            </>
          )}
          <div>
            <dt>{text.state}</dt>
            <dd>
              <StateTag tone={active ? 'good' : 'calm'}>
                {active ? text.active : text.inactive}
              </StateTag>
            </dd>
          </div>
          <div>
            <dt>{text.notifyUrl}</dt>
            <dd>
              <CopyText value={notifyUrl} label={text.notifyUrl} />
            </dd>
          </div>
        </dl>
      </section>
      <MerchantChoicesForm settings={data} />
    </>
  );
}
