import { type FSWatcher, watch } from 'node:fs';

/** Folders whose changes are nobody's work on the source. */
const FOREIGN = /(?:^|[\\/])(?:node_modules|miniprogram_npm|\.git|\.yifen|dist)(?:[\\/]|$)/;

/** An editor writes a file in several steps: what belongs together comes within this time, in milliseconds. */
const GATHER_MS = 40;

/** Calls `onChange` after files below `folder` were changed; the function answered ends it. */
export function watchProject(folder: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_event, file) => {
    if (file !== null && FOREIGN.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
