import './problem-notice.css';
import { ProblemError } from '@yifen/contract';
import { usePreference } from '../app/create-preference.ts';
import { useTexts } from '../language/define-texts.ts';
import { type Language, language } from '../language/language.ts';
import { Button } from './button.tsx';
import { componentTexts } from './component-texts.ts';
import { useCopy } from './use-copy.ts';

/** Says what went wrong in a sentence, with the request's id to quote and a way to go on. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const text = useTexts(componentTexts);
  const spoken = usePreference(language);
  const copy = useCopy();
  const problem = error instanceof ProblemError ? error : null;
  return (
    <div className="y-problem" role="alert">
      <p className="y-problem__title">{describeProblem(error, spoken)}</p>
      {problem?.problem.detail !== undefined && <p className="y-quiet">{problem.problem.detail}</p>}
      <div className="y-row">
        {onRetry !== undefined && (
          <Button size="small" variant="outline" onClick={() => void onRetry()}>
            {text.retry}
          </Button>
        )}
        {problem !== null && problem.requestId !== '' && (
          <>
            <span className="y-quiet">
              {text.requestId} <span className="y-mono">{problem.requestId}</span>
            </span>
            <Button size="small" variant="text" onClick={() => copy(detailsOf(problem))}>
              {text.copyProblem}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** The sentence of an error: the server's own, or that it cannot be reached. */
function describeProblem(error: unknown, spoken: Language): string {
  const text = componentTexts[spoken];
  if (error instanceof ProblemError) {
    return spoken === 'zh' ? error.problem.title : error.problem.titleEn;
  }
  // `fetch` rejects with a TypeError when no answer came.
  return error instanceof TypeError ? text.offline : text.unexpected;
}

function detailsOf({ problem }: ProblemError): string {
  return JSON.stringify({ ...problem, page: window.location.pathname }, null, 2);
}
