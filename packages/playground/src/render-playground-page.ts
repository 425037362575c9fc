import { playgroundConfigElementId } from './playground-config.ts'
import type { PlaygroundConfig } from './playground-config.ts'

/** The folder of the bundle, made by `build.mjs`. Its files are static; none has a hash in its name. */
export const playgroundAssetsFolder = new URL('../dist/', import.meta.url)

/**
 * The value of the Content-Security-Policy header that the page works under: nothing from another origin.
 * The editor writes style elements of its own, and the style sheet carries its fonts as data URLs.
 */
export const playgroundContentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The HTML page of the playground. */
export function renderPlaygroundPage(config: PlaygroundConfig): string {
  const assets = escapeAttribute(config.assetsPath)
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lyceum playground</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${assets}/playground.css">
    <script type="application/json" id="${playgroundConfigElementId}">${escapeJson(config)}</script>
    <script type="module" src="${assets}/playground.js"></script>
  </head>
  <body>
    <div id="playground">Loading the playground …</div>
    <noscript>The playground needs JavaScript.</noscript>
  </body>
</html>
`
}

/** JSON that cannot end the script element it stands in. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
