import './bill-totals.css';
import type { Reconciliation } from '@yifen/contract';
import type { ReactNode } from 'react';
import { Money } from '../../components/money.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { formatMilliFen } from './format-milli-fen.ts';
import { reconciliationTexts } from './reconciliation-texts.ts';

/** What both sides came to, side by side; of the fund-flow bill only what WeChat says. */
export function BillTotals({ run }: { run: Reconciliation }) {
  const text = useTexts(reconciliationTexts);
  if (run.totals === null) {
    return <p className="y-quiet">{run.state === 'finished' ? text.noBill : text.noTotals}</p>;
  }
  const of = (name: string): number => run.totals?.[name] ?? 0;
  return run.bill === 'trade' ? <TradeTotals of={of} /> : <FundTotals of={of} />;
}

function TradeTotals({ of }: { of: (name: string) => number }) {
  const text = useTexts(reconciliationTexts);
  const sum = (count: number, fen: number) => <Sum count={count} fen={fen} />;
  return (
    <table className="y-bill-totals">
      <thead>
        <tr>
          <td />
          <th scope="col">{text.ours}</th>
          <th scope="col">{text.wechat}</th>
        </tr>
      </thead>
      <tbody>
        <Row
          name={text.payments}
          isGap={of('ourPaymentsFen') !== of('billPaymentsFen')}
          ours={sum(of('ourPayments'), of('ourPaymentsFen'))}
          wechat={sum(of('billPayments'), of('billPaymentsFen'))}
        />
        <Row
          name={text.refunds}
          isGap={of('ourRefundsFen') !== of('billRefundsFen')}
          ours={sum(of('ourRefunds'), of('ourRefundsFen'))}
          wechat={sum(of('billRefunds'), of('billRefundsFen'))}
        />
        <Row name={text.fee} ours={null} wechat={formatMilliFen(of('billFeeMilliFen'))} />
        <Row name={text.ignored} ours={null} wechat={of('ignoredRows')} />
      </tbody>
    </table>
  );
}

function Sum({ count, fen }: { count: number; fen: number }) {
  const text = useTexts(reconciliationTexts);
  return (
    <>
      <Money fen={fen} /> <span className="y-quiet y-nowrap">{text.count(count)}</span>
    </>
  );
}

function FundTotals({ of }: { of: (name: string) => number }) {
  const text = useTexts(reconciliationTexts);
  return (
    <table className="y-bill-totals">
      <thead>
        <tr>
          <td />
          <th scope="col">{text.wechat}</th>
        </tr>
      </thead>
      <tbody>
        <Row name={text.net} wechat={<Money fen={of('netFen')} />} />
        <Row name={text.fee} wechat={<Money fen={of('feeFen')} />} />
        <Row name={text.other} wechat={<Sum count={of('otherRows')} fen={of('otherFen')} />} />
        <Row name={text.rows} wechat={of('rows')} />
      </tbody>
    </table>
  );
}

function Row({
  name,
  isGap = false,
  ours,
  wechat,
}: {
  name: string;
  isGap?: boolean;
  /** Absent: the table has one side only. */
  ours?: ReactNode;
  wechat: ReactNode;
}) {
  return (
    <tr className={isGap ? 'y-bill-totals__gap' : undefined}>
      <th scope="row">{name}</th>
      {ours !== undefined && <td>{ours}</td>}
      <td>{wechat}</td>
    </tr>
  );
}
