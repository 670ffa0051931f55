import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { FindingList } from './finding-list.tsx';
import { setUpTexts } from './set-up-texts.ts';
import { useMerchantSettings, useSetUpCall } from './use-set-up.ts';

/** One fen through the whole flow, followed until it is paid. */
export function LiveStep() {
  const text = useTexts(setUpTexts);
  const { can } = useApi();
  const { data } = useMerchantSettings();
  const appids = data?.miniPrograms.map(({ appid }) => appid) ?? [];
  const [openid, setOpenid] = useState('');
  const [appid, setAppid] = useState(appids[0] ?? '');
  const begin = useSetUpCall((client, wish: { openid: string; appid?: string }) =>
    client.liveCheck(wish),
  );
  return (
    <>
      <p className="y-quiet">{text.liveLead}</p>
      {can('merchants:write') && (
        <form
          className="y-panel y-stack y-form"
          aria-label={text.begin}
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate({ openid: openid.trim(), ...(appid === '' ? {} : { appid }) });
          }}
        >
          <TextField
            label={text.openid}
            hint={text.openidHint}
            value={openid}
            maxLength={128}
            onChange={setOpenid}
          />
          {appids.length > 1 && (
            <Choice
              label={text.appid}
              value={appid}
              options={appids.map((value) => ({ value, label: value }))}
              onChange={setAppid}
            />
          )}
          {begin.error !== null && <ProblemNotice error={begin.error} />}
          <div>
            <Button
              type="submit"
              theme="primary"
              loading={begin.isPending}
              disabled={openid.trim() === ''}
            >
              {text.begin}
            </Button>
          </div>
        </form>
      )}
      {begin.data !== undefined && <FindingList findings={begin.data.items} />}
      {begin.data?.order && <LiveOrder orderId={begin.data.order.id} />}
    </>
  );
}

/** The order of one fen until money came for it. */
function LiveOrder({ orderId }: { orderId: string }) {
  const text = useTexts(setUpTexts);
  const { client, merchantId, can } = useApi();
  const canRead = can('orders:read');
  const order = useQuery({
    queryKey: [merchantId, 'orders', 'live-check', orderId],
    queryFn: () => client.order(orderId),
    enabled: canRead,
    refetchInterval: (query) => (query.state.data?.state === 'paid' ? false : 2_000),
  });
  const isPaid = order.data?.state === 'paid';
  return (
    <div role="status" className={isPaid ? 'y-note y-note--good' : 'y-note'}>
      <p>{isPaid ? text.paid : text.waiting}</p>
      {canRead && (
        <Link to="/orders/$orderId" params={{ orderId }}>
          {text.openOrder}
        </Link>
      )}
    </div>
  );
}
