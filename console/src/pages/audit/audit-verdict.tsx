import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { auditTexts } from './audit-texts.ts';

/** Recomputes the chain of hashes, and says whether every line holds. */
export function AuditVerdict() {
  const text = useTexts(auditTexts);
  const { client } = useApi();
  const verify = useMutation({ mutationFn: () => client.auditVerdict() });
  const verdict = verify.data;
  return (
    <div className="y-stack">
      <div>
        <Button variant="outline" loading={verify.isPending} onClick={() => verify.mutate()}>
          {verify.isPending ? text.verifying : text.verify}
        </Button>
      </div>
      {verify.error !== null && <ProblemNotice error={verify.error} />}
      {verdict !== undefined && (
        <div
          role="status"
          className={`y-note ${verdict.brokenAt === null ? 'y-note--good' : 'y-note--bad'}`}
        >
          <b>
            {verdict.brokenAt === null ? text.sound(verdict.sound) : text.broken(verdict.brokenAt)}
          </b>
          <span className="y-row">
            {text.lastHash}
            <CopyText value={verdict.lastHash} label={text.lastHash} />
          </span>
          <span>{text.lastHashHint}</span>
        </div>
      )}
    </div>
  );
}
