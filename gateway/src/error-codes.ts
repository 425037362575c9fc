/**
 * Every `extensions.code` that the gateway itself gives an error. Codes of subgraphs pass through unchanged, with
 * `extensions.serviceName` beside them.
 */
export const gatewayErrorCodes = [
  /** The document is not GraphQL. */
  'GRAPHQL_PARSE_FAILED',
  /** The document does not fit the schema. */
  'GRAPHQL_VALIDATION_FAILED',
  /** A variable does not fit its type, a page is too large, or a subscription came over HTTP. */
  'BAD_USER_INPUT',
  /** The request is no GraphQL request: no JSON, no query, a batch, a body that is too large. */
  'BAD_REQUEST',
  /** `operationName` names no operation of the document. */
  'OPERATION_RESOLUTION_FAILURE',
  /** Depth, aliases, repetitions, directives, size or cost exceed what one operation may ask for. */
  'QUERY_TOO_COMPLEX',
  /** The access token does not hold. */
  'UNAUTHENTICATED',
  /** The origin of a WebSocket handshake is not on the list. */
  'FORBIDDEN',
  /** Too many requests of a viewer or an address, or too many operations on one socket. */
  'RATE_LIMITED',
  /** A subgraph did not answer in time, or not in GraphQL; `extensions.serviceName` names it. */
  'SUBGRAPH_UNAVAILABLE',
  /** Our fault; the log has the reason under the request's id. */
  'INTERNAL_SERVER_ERROR',
] as const

export type GatewayErrorCode = (typeof gatewayErrorCodes)[number]
