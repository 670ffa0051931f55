import { PageHead } from '../../components/page-head.tsx';

/** The page of refund. */
export function RefundPage() {
  return <PageHead title="Refund" />;
}
