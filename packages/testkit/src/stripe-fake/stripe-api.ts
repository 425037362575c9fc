import { createStripeId, inSeconds, note } from './stripe-objects.ts'
import type { FakeObject, FakeRefund, FakeSession, StripeBooks } from './stripe-objects.ts'

/** A request as the SDK sends it. */
export interface StripeRequest {
  readonly method: string
  readonly path: string
  /** Of the query of a GET, of the form of a POST. */
  readonly parameters: URLSearchParams
}

export interface StripeAnswer {
  readonly status: number
  readonly body: unknown
}

/** What Stripe's API answers, out of the books and into them. */
export function answerStripeRequest(books: StripeBooks, request: StripeRequest): StripeAnswer {
  const { method, path, parameters } = request
  const [, , resource = '', id, action] = path.replace('/checkout/', '/').split('/')
  switch (
    `${method} ${resource}${id === undefined ? '' : '/id'}${action === undefined ? '' : `/${action}`}`
  ) {
    case 'POST sessions':
      return createSession(books, parameters)
    case 'GET sessions':
      return listed(parameters, [...books.sessions.values()])
    case 'GET sessions/id':
      return found(books.sessions.get(id ?? ''))
    case 'POST sessions/id/expire':
      return expireSession(books, books.sessions.get(id ?? ''))
    case 'GET payment_intents/id':
      return found(books.intents.get(id ?? ''))
    case 'POST refunds':
      return createRefund(books, parameters)
    case 'GET refunds':
      return listed(parameters, [...books.refunds.values()])
    case 'GET disputes':
      return listed(parameters, [...books.disputes.values()])
    default:
      return refuse(404, { message: `The fake of Stripe does not know ${method} ${path}` })
  }
}

/** An error in Stripe's form. */
export function refuse(
  status: number,
  { message, code, type = 'invalid_request_error' }: { message: string; code?: string; type?: string },
): StripeAnswer {
  return { status, body: { error: { type, message, ...(code !== undefined && { code }) } } }
}

function found(object: FakeObject | undefined): StripeAnswer {
  if (object !== undefined) return { status: 200, body: object }
  return refuse(404, { message: 'No such object', code: 'resource_missing' })
}

/** The newest first, as Stripe lists. */
function listed(parameters: URLSearchParams, objects: readonly FakeObject[]): StripeAnswer {
  const intentId = parameters.get('payment_intent')
  const from = Number(parameters.get('created[gte]') ?? 0)
  const until = Number(parameters.get('created[lt]') ?? Number.POSITIVE_INFINITY)
  const data = objects.filter((object) => {
    const isOfIntent = intentId === null || ('payment_intent' in object && object.payment_intent === intentId)
    return isOfIntent && object.created >= from && object.created < until
  })
  return { status: 200, body: { object: 'list', data: data.toReversed(), has_more: false, url: '/v1' } }
}

function createSession(books: StripeBooks, parameters: URLSearchParams): StripeAnswer {
  const price = (name: string) => parameters.get(`line_items[0][price_data][${name}]`)
  const [amount, currency] = [Number(price('unit_amount')), price('currency')]
  if (!Number.isInteger(amount) || amount < 1 || currency === null || currency !== currency.toLowerCase()) {
    return refuse(400, { message: 'The price does not hold', code: 'parameter_invalid_integer' })
  }
  const id = createStripeId('cs')
  const session: FakeSession = {
    id,
    object: 'checkout.session',
    amount_total: amount * Number(parameters.get('line_items[0][quantity]')),
    client_reference_id: parameters.get('client_reference_id'),
    created: inSeconds(),
    currency,
    livemode: false,
    metadata: readMetadata(parameters),
    mode: 'payment',
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    url: `https://checkout.stripe.com/c/pay/${id}`,
  }
  books.sessions.set(id, session)
  return { status: 200, body: session }
}

function expireSession(books: StripeBooks, session: FakeSession | undefined): StripeAnswer {
  if (session === undefined) return found(session)
  if (session.status !== 'open') return refuse(400, { message: `The session is ${session.status}` })
  const expired = { ...session, status: 'expired', url: null } as const
  books.sessions.set(session.id, expired)
  note(books, 'checkout.session.expired', expired)
  return { status: 200, body: expired }
}

function createRefund(books: StripeBooks, parameters: URLSearchParams): StripeAnswer {
  const intent = books.intents.get(parameters.get('payment_intent') ?? '')
  if (intent === undefined) return found(intent)
  const amount = Number(parameters.get('amount'))
  const before = [...books.refunds.values()]
    .filter(({ payment_intent: of }) => of === intent.id)
    .reduce((sum, refund) => sum + refund.amount, 0)
  if (before + amount > intent.amount_received) {
    return refuse(400, { message: 'The amount is greater than what is left', code: 'amount_too_large' })
  }
  const refund: FakeRefund = {
    id: createStripeId('re'),
    object: 'refund',
    amount,
    created: inSeconds(),
    currency: intent.currency,
    metadata: readMetadata(parameters),
    payment_intent: intent.id,
    status: 'succeeded',
  }
  books.refunds.set(refund.id, refund)
  note(books, 'refund.created', refund)
  return { status: 200, body: refund }
}

function readMetadata(parameters: URLSearchParams): Record<string, string> {
  const named = [...parameters].flatMap(([key, value]) => {
    const name = /^metadata\[(.+)\]$/.exec(key)?.[1]
    return name === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(named)
}
