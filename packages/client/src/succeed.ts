interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[]
}

/** The payload of a mutation when it worked. @throws {Error} with every code and message when it did not */
export function succeeded<T extends Payload>(payload: T): T {
  if (payload.userErrors.length > 0) {
    throw new Error(payload.userErrors.map(({ code, message }) => `${code}: ${message}`).join('; '))
  }
  return payload
}

/** A field that a successful answer has. @throws {Error} naming it when it is missing */
export function present<T>(value: T | null | undefined, name: string): T {
  if (value == null) throw new Error(`The answer has no ${name}`)
  return value
}
