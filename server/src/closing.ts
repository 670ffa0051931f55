/** What was opened, to be closed again. */
export interface Closing {
  add(close: () => Promise<unknown>): void;
  close(): Promise<void>;
}

/** Closes what was opened, the last first; a failure of one does not leave the others open. */
export function createClosing(): Closing {
  const closers: (() => Promise<unknown>)[] = [];
  let closed: Promise<void> | null = null;
  async function closeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of closers.reverse()) {
      await close().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw new AggregateError(errors, 'the server did not close cleanly');
  }
  return {
    add: (close) => {
      closers.push(close);
    },
    close: () => {
      closed ??= closeAll();
      return closed;
    },
  };
}
