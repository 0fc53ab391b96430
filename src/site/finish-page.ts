import { contentPolicy } from "./content-policy.ts";

const SKIP_STYLE =
  "<style>.skip-to-content{position:absolute;left:-200vw;top:0}" +
  ".skip-to-content:focus{left:0;z-index:1000;padding:.75rem 1rem;background:#fff;color:#111;outline:3px solid #111;outline-offset:-3px}</style>";
const SKIP_LINK = '<a class="skip-to-content" href="#observablehq-main">Skip to the content</a>';

/**
 * Mends a page as Observable Framework writes it: language, zoom, skip link, unlabelled controls and landmarks,
 * references to other hosts, a missing icon, file times (the same inputs must give the same bytes), and the content policy.
 *
 * Pure and idempotent: a mended page comes back as it is.
 */
export function finishPage(html: string): string {
  const mended = dropFileTimes(html)
    .replace(/<html(?:\s+lang="[^"]*")?/, '<html lang="en-GB"')
    .replace(
      /<meta name="viewport"[^>]*>/,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
    )
    // Opened from a folder, an address that ends in "/" would list the files.
    .replace(/(<a\b[^>]*\bhref="(?:\.{1,2}\/)+)(["?#])/g, "$1index.html$2")
    .replace(/[ \t]*<link rel="(?:preconnect|dns-prefetch)"[^>]*>\n?/g, "")
    .replace(/<main id="observablehq-main" class=/, '<main id="observablehq-main" tabindex="-1" class=')
    .replace(
      /(<input id="observablehq-sidebar-toggle" type="checkbox") title="Toggle sidebar">/,
      '$1 aria-label="Show the navigation">',
    )
    .replace('<nav id="observablehq-sidebar">', '<nav id="observablehq-sidebar" aria-label="Pages">')
    .replace(/(<ol>\s*)(<label id="observablehq-sidebar-close"[^>]*><\/label>\s*)/, "$2$1")
    .replace(/(<aside id="observablehq-toc"[^>]*)>\n<nav>/, '$1>\n<nav aria-label="On this page">')
    .replace(
      '<div id="observablehq-search"><input type="search" placeholder="Search">',
      '<div id="observablehq-search"><input type="search" placeholder="Search" aria-label="Search this site">',
    );
  return withPolicy(withIcon(withSkipLink(mended)));
}

/** Removes the times at which files were written, which differ from build to build and mean nothing to a reader. */
export function dropFileTimes(text: string): string {
  return text.replace(
    /(\{"name":"(?:[^"\\]|\\.)*"(?:,"mimeType":"[^"]*")?,"path":(?:[^{},]|\/\*[^*]*\*\/)*),"lastModified":\d+(?:\.\d+)?/g,
    "$1",
  );
}

function withSkipLink(html: string): string {
  if (/<a\b[^>]*href="#observablehq-main"/.test(html)) return html;
  return html.replace("</head>", `${SKIP_STYLE}\n</head>`).replace(/<body([^>]*)>/, `<body$1>\n${SKIP_LINK}`);
}

/** Without an icon of its own a page makes browsers ask for /favicon.ico, in vain. */
function withIcon(html: string): string {
  return /<link\b[^>]*\brel="(?:shortcut )?icon"/.test(html)
    ? html
    : html.replace("</head>", '<link rel="icon" href="data:,">\n</head>');
}

function withPolicy(html: string): string {
  const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n/, "");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(bare)}">`;
  return bare.replace('<meta charset="utf-8">\n', `<meta charset="utf-8">\n${meta}\n`);
}
