import { useMutation } from '@tanstack/react-query';
import type { MerchantOrderQuery } from '@yifen/contract';
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { Button } from '../../components/button.tsx';
import { componentTexts } from '../../components/component-texts.ts';
import { Modal } from '../../components/modal.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { beijingDay } from '../../language/beijing-time.ts';
import { useTexts } from '../../language/define-texts.ts';
import { formatBytes } from '../../language/format-bytes.ts';
import { formatCount } from '../../language/format-count.ts';
import { type ExportProgress, exportOrders, saveFile } from './export-orders.ts';
import { ordersTexts } from './orders-texts.ts';

/** Exports what the filter lets through, and shows how far it is; closing stops it. */
export function ExportDialog({
  query,
  onClose,
}: {
  query: MerchantOrderQuery;
  onClose: () => void;
}) {
  const text = useTexts(ordersTexts);
  const { close } = useTexts(componentTexts);
  const { client, merchantId } = useApi();
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      setProgress({ rows: 0, bytes: 0 });
      return exportOrders(client, query, setProgress, stop.current.signal);
    },
    onSuccess: (file) => saveFile(file, `yifen-orders-${merchantId}-${beijingDay(Date.now())}.csv`),
  });
  const isStopped = run.error?.name === 'AbortError';
  return (
    <Modal title={text.exportTitle} onClose={onClose}>
      <p className="y-quiet">{text.exportHint}</p>
      {progress !== null && !isStopped && (
        <div role="status">
          {run.isPending && <progress className="y-progress" aria-label={text.exportTitle} />}
          <p className="y-number">
            {run.isSuccess && `${text.exportDone} · `}
            {text.exportRows(formatCount(progress.rows), formatBytes(progress.bytes))}
          </p>
        </div>
      )}
      {run.error !== null && !isStopped && <ProblemNotice error={run.error} />}
      <div className="y-modal__actions">
        {run.isPending ? (
          <Button variant="outline" onClick={() => stop.current?.abort()}>
            {text.exportStop}
          </Button>
        ) : (
          <>
            <Button variant="outline" onClick={onClose}>
              {close}
            </Button>
            <Button onClick={() => run.mutate()}>
              {run.isIdle ? text.exportStart : text.exportAgain}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}
