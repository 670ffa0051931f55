import './set-up-steps.css';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../language/define-texts.ts';
import { merchantsTexts } from './merchants-texts.ts';

/** The steps of the set-up, in their order. */
export const setUpSteps = ['numbers', 'keys', 'check', 'mini-program', 'live'] as const;

/** One of them. */
export type SetUpStep = (typeof setUpSteps)[number];

/** Where one is in the set-up; of a merchant that is not there yet only the first step can be seen. */
export function SetUpSteps({ current, isNew = false }: { current: SetUpStep; isNew?: boolean }) {
  const text = useTexts(merchantsTexts);
  return (
    <nav aria-label={text.stepsLabel}>
      <ol className="y-steps">
        {setUpSteps.map((step, index) => {
          const said = (
            <>
              <span className="y-steps__number" aria-hidden="true">
                {index + 1}
              </span>
              {text.steps[step]}
            </>
          );
          const isCurrent = step === current;
          return (
            <li
              key={step}
              className={isCurrent ? 'y-steps__step y-steps__step--current' : 'y-steps__step'}
            >
              {isNew ? (
                <span aria-current={isCurrent ? 'step' : undefined}>{said}</span>
              ) : (
                <Link
                  to="/merchants/set-up"
                  search={{ step }}
                  aria-current={isCurrent ? 'step' : undefined}
                >
                  {said}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
