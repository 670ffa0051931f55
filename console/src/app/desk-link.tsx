import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../language/define-texts.ts';
import { appTexts } from './app-texts.ts';

const keptMs = 600_000;

/** Leads to the simulator's desk, and says that no money moves, while WeChat Pay is simulated. */
export function DeskLink() {
  const text = useTexts(appTexts);
  const { client, merchantId, can } = useApi();
  const { data } = useQuery({
    queryKey: [merchantId, 'settings'],
    queryFn: () => client.settings(),
    enabled: can('merchants:read'),
    staleTime: keptMs,
  });
  if (data?.isSimulated !== true) return null;
  return (
    <a className="y-desk" href={data.wechatpayUrl} target="_blank" rel="noreferrer">
      <strong>{text.simulated}</strong>
      <span>{text.openDesk} ↗</span>
    </a>
  );
}
