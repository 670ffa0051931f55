import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ASSET = /\.(png|jpe?g|gif|svg|webp|woff2?|ttf|mp3|mp4)$/i;

/** Copies images, fonts and media of the source tree, keeping their places; answers how many. */
export function copyAssets(sourceRoot: string, outDir: string): number {
  let copied = 0;
  for (const entry of readdirSync(sourceRoot, { withFileTypes: true })) {
    const from = path.join(sourceRoot, entry.name);
    const to = path.join(outDir, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') copied += copyAssets(from, to);
    } else if (ASSET.test(entry.name)) {
      mkdirSync(outDir, { recursive: true });
      copyFileSync(from, to);
      copied += 1;
    }
  }
  return copied;
}
