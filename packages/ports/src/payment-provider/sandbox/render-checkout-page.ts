import type { HostedPayment } from '../hosted-payment.ts'

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { display: grid; place-items: center; min-height: 100vh; margin: 0 }
  main { width: min(24rem, 90vw) }
  .amount { font-size: 2.5rem; font-weight: 600; margin: 0 }
  form { display: inline-block; margin: 1rem .5rem 0 0 }
  button { font: inherit; padding: .6rem 1.4rem; border-radius: .5rem; border: 1px solid currentColor; cursor: pointer }
  .pay { background: #1a7f37; border-color: #1a7f37; color: #fff }
  small { opacity: .7 }`

const words: Readonly<Record<HostedPayment['state'], string>> = {
  OPEN: 'To be paid',
  PROCESSING: 'Being paid',
  SUCCEEDED: 'Paid',
  FAILED: 'Declined',
  EXPIRED: 'Expired',
}

/** The sandbox's only page. The description is the only text that is not ours. */
export function renderCheckoutPage(payment: HostedPayment): string {
  const { checkoutId, description, state } = payment
  const buttons = `
    <form method="post" action="${checkoutId}/pay"><button class="pay">Pay</button></form>
    <form method="post" action="${checkoutId}/decline"><button>Decline</button></form>`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sandbox checkout</title><style>${style}</style></head>
<body><main>
  <h1>Sandbox checkout</h1>
  <p>${escapeHtml(description)}</p>
  <p class="amount">${escapeHtml(formatAmount(payment))}</p>
  <p>${words[state]}</p>${state === 'OPEN' ? buttons : ''}
  <p><small>No money moves here.</small></p>
</main></body>
</html>
`
}

/** Written by the platform's own tables of currencies, without a fraction of a minor unit. */
function formatAmount({ amountMinor, currency }: HostedPayment): string {
  const { maximumFractionDigits: digits = 0 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  const text = String(amountMinor).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return `${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`} ${currency}`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
