import { Link } from '@tanstack/react-router';
import type { MerchantEvent } from '@yifen/contract';
import { useId, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { JsonText } from '../../components/json-text.tsx';
import { Money } from '../../components/money.tsx';
import { Time } from '../../components/time.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useTexts } from '../../language/define-texts.ts';
import { eventsTexts } from './events-texts.ts';

/** One event: what happened, to what, when; its body on demand. */
export function EventLine({ event, name }: { event: MerchantEvent; name: string }) {
  const text = useTexts(eventsTexts);
  const [isOpen, setOpen] = useState(false);
  const copy = useCopy();
  const id = useId();
  return (
    <li className="y-event">
      <div className="y-event__head">
        <div className="y-event__what">
          <b>{name}</b>
          <span className="y-quiet y-mono">{event.type}</span>
        </div>
        <About event={event} />
        <Time at={event.timestamp} zone />
        <Button
          size="small"
          variant="outline"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? text.hide : text.show}
        </Button>
      </div>
      {isOpen && (
        <div id={id} className="y-stack">
          <div className="y-row">
            <span className="y-quiet">{text.id}</span>
            <CopyText value={event.id} label={text.id} />
            <Button
              size="small"
              variant="text"
              onClick={() => copy(JSON.stringify(event, null, 2))}
            >
              {text.copy}
            </Button>
          </div>
          <JsonText value={event} label={text.bodyOf(event.id)} />
        </div>
      )}
    </li>
  );
}

/** What an event is about: a link, and the amount. */
function About({ event }: { event: MerchantEvent }) {
  const text = useTexts(eventsTexts);
  const data: Readonly<Record<string, unknown>> = { ...event.data };
  const { orderId, outTradeNo, amountFen, day, bill } = data;
  return (
    <span className="y-event__about">
      {typeof orderId === 'string' && typeof outTradeNo === 'string' && (
        <OrderLink orderId={orderId} outTradeNo={outTradeNo} />
      )}
      {typeof day === 'string' && (
        <Link to="/reconciliation/$day" params={{ day }}>
          {text.day(day, bill === 'fund-flow')}
        </Link>
      )}
      {typeof amountFen === 'number' && <Money fen={amountFen} />}
    </span>
  );
}

function OrderLink({ orderId, outTradeNo }: { orderId: string; outTradeNo: string }) {
  const { can } = useApi();
  if (!can('orders:read')) return <span className="y-mono">{outTradeNo}</span>;
  return (
    <Link to="/orders/$orderId" params={{ orderId }} className="y-mono">
      {outTradeNo}
    </Link>
  );
}
