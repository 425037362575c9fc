import { expectThat } from './step-runner.ts'

/** How the sandbox is asked to send its webhooks. */
export interface WebhookManners {
  readonly copies: string
  readonly order: 'AS_HAPPENED' | 'REVERSED'
}

/** Opens a checkout page, presses its button and follows where that leads, as a browser does. */
export async function payInBrowser(
  checkoutUrl: string,
  { amount, ...manners }: WebhookManners & { readonly amount: string },
): Promise<void> {
  const shown = await fetch(checkoutUrl)
  const html = await shown.text()
  expectThat(shown.ok && html.includes(amount), `a checkout page over ${amount}`)
  const forms = [...html.matchAll(/<form method="post" action="([^"]+)"><button[^>]*>([^<]+)<\/button>/g)]
  const action = forms.find(([, , label]) => label === 'Pay')?.[1]
  if (action === undefined) throw new Error('Expected: a button to pay')
  const address = new URL(action, checkoutUrl)
  address.search = new URLSearchParams({ ...manners }).toString()
  const paid = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  })
  const thanks = await paid.text()
  expectThat(paid.ok && thanks.includes('Thank you'), `a page of thanks, not ${paid.status}`)
}
