import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ConsoleMerchant, Role } from '@yifen/contract';
import { useApi } from '../../api/api-context.tsx';
import { chosenMerchant } from '../../api/chosen-merchant.ts';
import { Button } from '../../components/button.tsx';
import { componentTexts } from '../../components/component-texts.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateTag } from '../../components/state-tag.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { merchantsTexts } from './merchants-texts.ts';

/** The merchants of this server that the person belongs to. */
export function MerchantsPage() {
  const text = useTexts(merchantsTexts);
  const { client, merchantId, can } = useApi();
  const merchants = useQuery({
    queryKey: [merchantId, 'merchants'],
    queryFn: () => client.merchants(),
  });
  return (
    <div className="y-stack">
      <PageHead title={text.title}>
        {can('merchants:write') && (
          <Link to="/merchants/new" className="y-button-link">
            {text.add}
          </Link>
        )}
      </PageHead>
      {merchants.isPending ? (
        <PageSkeleton />
      ) : merchants.isError ? (
        <ProblemNotice error={merchants.error} onRetry={merchants.refetch} />
      ) : merchants.data.items.length === 0 ? (
        <EmptyState title={text.empty} hint={text.emptyHint} />
      ) : (
        <ul className="y-lines">
          {merchants.data.items.map((merchant) => (
            <MerchantLine
              key={merchant.id}
              merchant={merchant}
              isChosen={merchant.id === merchantId}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function MerchantLine({ merchant, isChosen }: { merchant: ConsoleMerchant; isChosen: boolean }) {
  const text = useTexts(merchantsTexts);
  const roles = useTexts(componentTexts).roles as Readonly<Record<Role, string>>;
  const { id, name, mchid, active, origin, role } = merchant;
  return (
    <li className="y-line">
      <div className="y-line__head">
        <div className="y-row">
          <h2 className="y-break">{name}</h2>
          <StateTag tone={active ? 'good' : 'calm'}>
            {active ? text.active : text.inactive}
          </StateTag>
          {isChosen && <StateTag tone="info">{text.chosen}</StateTag>}
        </div>
        {isChosen ? (
          <Link to="/merchants/set-up" className="y-button-link">
            {text.setUp}
          </Link>
        ) : (
          <Button variant="outline" onClick={() => chosenMerchant.set(id)}>
            {text.choose}
          </Button>
        )}
      </div>
      <dl className="y-facts">
        <div>
          <dt>{text.id}</dt>
          <dd className="y-mono">{id}</dd>
        </div>
        <div>
          <dt>{text.mchid}</dt>
          <dd>
            <CopyText value={mchid} label={text.mchid} />
          </dd>
        </div>
        <div>
          <dt>{text.role}</dt>
          <dd>{roles[role]}</dd>
        </div>
        <div>
          <dt>{text.origin}</dt>
          <dd>{text.origins[origin]}</dd>
        </div>
      </dl>
    </li>
  );
}
