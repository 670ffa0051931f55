import { PageHead } from '../../components/page-head.tsx';

/** The page of overview. */
export function OverviewPage() {
  return <PageHead title="Overview" />;
}
