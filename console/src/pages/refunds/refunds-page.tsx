import { PageHead } from '../../components/page-head.tsx';

/** The page of refunds. */
export function RefundsPage() {
  return <PageHead title="Refunds" />;
}
