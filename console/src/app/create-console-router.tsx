import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { NotFoundPage } from './not-found-page.tsx';
import { PageProblem } from './page-problem.tsx';
import { pageRoutes } from './routes.tsx';
import { ScopedPage } from './scoped-page.tsx';
import { Shell } from './shell.tsx';

/** Makes the router of all pages; search parameters stay plain text, as a person may type them. */
export function createConsoleRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
  const children = pageRoutes.map(({ path, scope, page: Page }) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: () => (
        <ScopedPage scope={scope} isHome={path === '/'}>
          <Page />
        </ScopedPage>
      ),
    }),
  );
  return createRouter({
    routeTree: root.addChildren(children),
    basepath: '/console',
    defaultErrorComponent: PageProblem,
    scrollRestoration: true,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(
        Object.entries(search).flatMap(([name, value]) =>
          value === undefined || value === '' ? [] : [[name, String(value)]],
        ),
      ).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}
