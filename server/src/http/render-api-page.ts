/** The parts of an OpenAPI document that the page shows. */
interface ApiDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths?: object | undefined;
}

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly responses?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** Renders an OpenAPI document as one page of HTML without scripts and without anything fetched. */
export function renderApiPage({ info, paths }: ApiDocument): string {
  const sections = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(([method, operation]) =>
      renderOperation(method, path, operation),
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(info.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(info.title)}</h1>
<p>${escapeHtml(info.description ?? '')} <a href="/docs/openapi.json">openapi.json</a></p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) => `<code>${escapeHtml(parameter.name)}</code> (${escapeHtml(parameter.in)})`,
  );
  return `<details>
<summary><b class="${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</b> <code>${escapeHtml(path)}</code>
<span>${escapeHtml(operation.summary ?? '')}</span>${renderCaller(operation)}</summary>
${parameters.length > 0 ? `<p>Parameters: ${parameters.join(', ')}</p>` : ''}
${renderJson('Body', operation.requestBody)}
${renderJson('Answers', operation.responses)}
</details>`;
}

/** Who may call it: a payer with a session, or a merchant's system with a key. */
function renderCaller({ security = [] }: Operation): string {
  const names = security.flatMap((each) => Object.keys(Object(each)));
  return names.length > 0 ? ` <i>${escapeHtml(names.join(', '))}</i>` : '';
}

function renderJson(title: string, value: unknown): string {
  if (value === undefined) return '';
  return `<h2>${title}</h2><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; } h2 { font-size: .9rem; }
details { border-top: 1px solid #8884; padding: .6rem 0; }
summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; }
summary b { width: 3.5rem; font-size: .8rem; color: #07c160; } summary b.get { color: #1677c9; }
summary span { opacity: .75; } summary i { font-size: .8rem; opacity: .6; }
pre { overflow: auto; padding: .8rem; background: #8881; border-radius: .4rem; font-size: .8rem; }
`;
