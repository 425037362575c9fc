import { GraphQLError } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'

const tooManyTokens = /Document contains more th\w+ \d+ tokens/

/** What a client sees of an error, over HTTP and over WebSocket, at once or in an event. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (tooManyTokens.test(formatted.message)) {
    return {
      message: 'The document is too long; split the operation',
      extensions: { code: 'QUERY_TOO_COMPLEX' },
    }
  }
  const code = codeBelow(error) ?? formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR'
  const isOurs = formatted.extensions?.['serviceName'] === undefined
  const message = code === 'INTERNAL_SERVER_ERROR' && isOurs ? 'Internal server error' : formatted.message
  return { ...formatted, message, extensions: { ...formatted.extensions, code } }
}

/** `formatError` where strangers may not read the schema: Apollo leaves the suggested names in errors of variables. */
export function withoutSuggestion(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const shown = formatError(formatted, error)
  return { ...shown, message: shown.message.replace(/ ?Did you mean [^?]+\?/g, '') }
}

/** Apollo gives every validation error one code; what a limit says lies below it. */
function codeBelow(error: unknown): unknown {
  if (!(error instanceof GraphQLError) || !(error.originalError instanceof GraphQLError)) return undefined
  const { code } = error.originalError.extensions
  return code === 'QUERY_TOO_COMPLEX' ? code : undefined
}
