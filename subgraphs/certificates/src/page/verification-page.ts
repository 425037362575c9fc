import type { Verification } from '../certificate/verify-certificate.ts'
import { CertificateStatus } from '../certificate/verify-certificate.ts'
import { describeText } from '../document/script.ts'

const verdicts: Record<CertificateStatus, { readonly title: string; readonly explanation: string }> = {
  VALID: { title: 'Valid certificate', explanation: 'This certificate was issued here and is valid.' },
  REVOKED: {
    title: 'Revoked certificate',
    explanation: 'This certificate was issued here and has been revoked. It is no longer valid.',
  },
  REPLACED: {
    title: 'Replaced certificate',
    explanation: 'A newer edition of this certificate was issued. Ask its holder for the new code.',
  },
  UNKNOWN: {
    title: 'Unknown certificate',
    explanation: 'No certificate has this code. Check that it was copied or typed completely.',
  },
}

/** One style sheet inside the page: it loads nothing from anywhere. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #f5f6f8; --card: #fff; --line: #d4d8de; --good: #116329; --bad: #a40e26 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --paper: #14171b; --card: #1e2227; --line: #3b424b; --good: #6fdd8b; --bad: #ff9ba6 } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif }
main { max-width: 40rem; margin: 8vh auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.25 }
h1.good { color: var(--good) } h1.bad { color: var(--bad) }
dl { margin: 1.5rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem }
dt { opacity: .8 } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere }
nav { margin-top: 1.5rem } a { color: inherit }
@media (max-width: 34rem) { main { margin: 0; border-radius: 0 } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .75rem } }`

/** The page that a QR code leads to: says valid, revoked, replaced or unknown, to anybody and without scripts. */
export function renderVerificationPage(verification: Verification, address: string): string {
  const { status } = verification
  const { title, explanation } = verdicts[status]
  const isValid = status === CertificateStatus.VALID
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} – Lyceum</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1 class="${isValid ? 'good' : 'bad'}">${isValid ? '✓' : '✗'} ${title}</h1>
<p>${explanation}</p>
${renderFacts(verification)}
${isValid ? renderLinks(address) : ''}
</main>
</body>
</html>
`
}

function renderFacts(verification: Verification): string {
  const { holderName, courseTitle, issuerName, serial, completedAt, issuedAt, endedAt } = verification
  const facts: readonly (readonly [string, string | null])[] = [
    ['Holder', renderText(holderName)],
    ['Course', renderText(courseTitle)],
    ['Issued by', renderText(issuerName)],
    ['Serial number', renderText(serial)],
    ['Completed on', renderDate(completedAt)],
    ['Issued on', renderDate(issuedAt)],
    ['No longer valid since', renderDate(endedAt)],
  ]
  const rows = facts.flatMap(([term, value]) => (value === null ? [] : [`<dt>${term}</dt><dd>${value}</dd>`]))
  return rows.length === 0 ? '' : `<dl>\n${rows.join('\n')}\n</dl>`
}

function renderLinks(address: string): string {
  const base = escapeHtml(address)
  return `<nav aria-label="Downloads"><a href="${base}.pdf">Certificate as PDF</a> · <a href="${base}/badge.jwt">Open Badge</a></nav>`
}

function renderText(value: string | null): string | null {
  if (value === null) return null
  const { lang } = describeText(value)
  return `<bdi lang="${lang}">${escapeHtml(value)}</bdi>`
}

function renderDate(date: Date | null): string | null {
  if (date === null) return null
  const day = date.toISOString().slice(0, 10)
  const words = date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  return `<time datetime="${day}">${words}</time>`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
