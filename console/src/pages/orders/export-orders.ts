import {
  type ConsoleClient,
  type MerchantOrderQuery,
  ProblemError,
  readProblem,
} from '@yifen/contract';
import { createRowCounter } from './count-rows.ts';

/** How far an export is. */
export interface ExportProgress {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Reads the export as it comes and gives it back as a file; aborting ends the server's work as well.
 *
 * @throws ProblemError when the server refuses, and what `fetch` throws when the connection breaks: half an export is none
 */
export async function exportOrders(
  client: ConsoleClient,
  query: MerchantOrderQuery,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const response = await fetch(client.ordersCsvPath(query), { headers: client.headers(), signal });
  if (!response.ok || response.body === null) {
    throw new ProblemError(readProblem(response.status, await response.text()));
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const counter = createRowCounter();
  const decoder = new TextDecoder();
  let bytes = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    bytes += part.value.length;
    counter.push(decoder.decode(part.value, { stream: true }));
    onProgress({ rows: counter.rows(), bytes });
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
