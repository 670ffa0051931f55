import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packFiles } from './pack-files.ts';

export default defineConfig({
  base: '/console/',
  plugins: [react(), packFiles()],
  build: {
    target: 'es2023',
    // The content policy allows no `data:` script or style; small pictures stay files as well.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    // The charts are one large chunk, loaded after the page; `check-size` watches what is loaded first.
    chunkSizeWarningLimit: 600,
  },
  server: {
    // `npm run dev -w console` beside `npm start`: the pages reload, the server is the real one.
    proxy: { '/v1': { target: 'http://127.0.0.1:7777' } },
  },
});
