/** The desk's document, icon and headers. */

/** The document; everything in it is drawn by the script. */
export const deskHtml = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>微信支付模拟台</title>
<link rel="icon" type="image/svg+xml" href="/_desk/icon.svg">
<link rel="stylesheet" href="/_desk/desk.css">
<script type="module" src="/_desk/desk.js"></script>
</head>
<body>
<div id="desk"></div>
<noscript>这个页面需要 JavaScript。This page needs JavaScript.</noscript>
</body>
</html>
`;

/** The icon: three steps, the last of which is done. */
export const deskIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1d1c1a"/><circle cx="9" cy="16" r="3" fill="#8a867f"/><circle cx="16" cy="16" r="3" fill="#b4b0a9"/><circle cx="23" cy="16" r="3.6" fill="#07c160"/></svg>`;

/**
 * The headers of every answer: scripts, styles and connections from this port only, frames from
 * this port and the phones' own origins.
 */
export function deskHeaders(phoneUrls: readonly string[]): Readonly<Record<string, string>> {
  const origins = phoneUrls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin);
  const frames = ["'self'", ...new Set(origins)].join(' ');
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' data:",
      `frame-src ${frames}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
