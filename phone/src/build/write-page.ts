import { type Diagnostic, formatDiagnostic } from './diagnostic.ts';

/** The page that runs the built mini-program; everything in it is loaded, nothing is inline. */
export function writeAppPage(title: string): string {
  return page(
    title,
    `<link rel="stylesheet" href="phone.css">
<script src="settings.js" defer></script>
<script src="reload.js" defer></script>
<script src="phone.js" defer></script>`,
    '',
  );
}

/** The page shown instead of a mini-program that does not build: what is wrong, and where. */
export function writeErrorPage(errors: readonly Diagnostic[]): string {
  const items = errors.map((error) => {
    const place = formatDiagnostic({ ...error, message: '' }).trim();
    return `<li><code>${escapeHtml(place)}</code><p>${escapeHtml(error.message)}</p></li>`;
  });
  return page(
    '编译失败',
    '<link rel="stylesheet" href="phone.css">\n<script src="reload.js" defer></script>',
    `<main class="phone-build-errors" role="alert">
<h1>编译失败 · Build failed</h1>
<ol>
${items.join('\n')}
</ol>
</main>`,
  );
}

function page(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>${body}</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
