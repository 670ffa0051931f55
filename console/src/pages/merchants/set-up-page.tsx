import { Link, useSearch } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { CheckStep } from './check-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { LiveStep } from './live-step.tsx';
import { merchantsTexts } from './merchants-texts.ts';
import { MiniProgramStep } from './mini-program-step.tsx';
import { NumbersStep } from './numbers-step.tsx';
import { type SetUpStep, SetUpSteps, setUpSteps } from './set-up-steps.tsx';
import { useMerchantSettings } from './use-set-up.ts';

const pages: Readonly<Record<SetUpStep, ComponentType>> = {
  numbers: NumbersStep,
  keys: KeysStep,
  check: CheckStep,
  'mini-program': MiniProgramStep,
  live: LiveStep,
};

/** The set-up of the merchant that is looked at, step by step; each step can be done again at any time. */
export function SetUpPage() {
  const text = useTexts(merchantsTexts);
  const search: { readonly step?: unknown } = useSearch({ strict: false });
  const step = setUpSteps.find((each) => each === search.step) ?? 'numbers';
  const { can } = useApi();
  const settings = useMerchantSettings();
  const Step = pages[step];
  const next = setUpSteps[setUpSteps.indexOf(step) + 1];
  if (settings.isPending) return <PageSkeleton />;
  if (settings.isError) return <ProblemNotice error={settings.error} onRetry={settings.refetch} />;
  return (
    <div className="y-stack">
      <Link to="/merchants">← {text.back}</Link>
      <PageHead title={text.setUpOf(settings.data.name)} />
      <SetUpSteps current={step} />
      {step !== 'numbers' && !can('merchants:write') && <p className="y-note">{text.readOnly}</p>}
      <Step key={settings.data.id} />
      {next !== undefined && (
        <div>
          <Link to="/merchants/set-up" search={{ step: next }} className="y-button-link">
            {text.next(text.steps[next])}
          </Link>
        </div>
      )}
    </div>
  );
}
