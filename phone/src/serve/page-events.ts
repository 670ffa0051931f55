import type { ServerResponse } from 'node:http';

/** The open pages, which are told to load anew. */
export interface PageEvents {
  /** Keeps a page's connection. */
  listen(response: ServerResponse): void;
  reload(): void;
  close(): void;
}

/** Creates the list of open pages, empty. */
export function createPageEvents(): PageEvents {
  const pages = new Set<ServerResponse>();
  return Object.freeze({
    listen(response: ServerResponse) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      response.write(': changes\n\n');
      pages.add(response);
      response.once('close', () => pages.delete(response));
    },
    reload() {
      for (const page of pages) page.write('data: reload\n\n');
    },
    close() {
      for (const page of pages) page.destroy();
    },
  });
}

/** The script of a watched page: loads anew when told, and again when the server was away. */
export const reloadScript = `{
  const events = new EventSource('changes');
  events.onmessage = () => location.reload();
}
`;
