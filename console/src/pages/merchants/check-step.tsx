import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { FindingList } from './finding-list.tsx';
import { setUpTexts } from './set-up-texts.ts';
import { useSetUpCall } from './use-set-up.ts';

/** Has the server go through the configuration and ask WeChat. */
export function CheckStep() {
  const text = useTexts(setUpTexts);
  const { can } = useApi();
  const check = useSetUpCall((client, _: null) => client.check());
  return (
    <>
      <p className="y-quiet">{text.checkLead}</p>
      {can('merchants:write') && (
        <div>
          <Button theme="primary" loading={check.isPending} onClick={() => check.mutate(null)}>
            {check.isPending
              ? text.checking
              : check.data === undefined
                ? text.check
                : text.checkAgain}
          </Button>
        </div>
      )}
      {check.error !== null && <ProblemNotice error={check.error} />}
      {check.data !== undefined && <FindingList findings={check.data.items} />}
    </>
  );
}
