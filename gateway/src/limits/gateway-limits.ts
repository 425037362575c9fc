import { defaultPageSize } from '@lyceum/kit'

/** How much a client may ask for. Refusals never name these numbers. */
export interface GatewayLimits {
  /** Levels of fields, introspection aside. @default 15 */
  readonly maxDepth: number
  /** Aliases in a document, `__typename` included. @default 30 */
  readonly maxAliases: number
  /** How often one response key may stand in one selection set. @default 3 */
  readonly maxRepeatedKeys: number
  /** Directives in a document. @default 30 */
  readonly maxDirectives: number
  /** Tokens in a document. @default 2_000 */
  readonly maxTokens: number
  /** Objects that the answer may hold at most, by `first` and `assumedListSize`. @default 50_000 */
  readonly maxCost: number
  /** Length assumed of a list that has no `first`. @default the default page size */
  readonly assumedListSize: number
  /** Errors in one answer. @default 5 */
  readonly maxErrors: number
  /** Bytes of a request's body and of a WebSocket message. @default 262_144 */
  readonly maxBodyBytes: number
  /** Operations at one time on one socket. @default 50 */
  readonly maxOperationsPerSocket: number
  /** Sockets of one address on which nothing runs; one more closes the one that has been idle longest. @default 200 */
  readonly maxIdleSocketsPerAddress: number
  /** Bytes that may wait for a slow client before its socket is cut. @default 1_048_576 */
  readonly maxBufferedBytes: number
  /** Milliseconds between the handshake and `connection_init`. @default 3_000 */
  readonly connectionInitTimeoutMs: number
  /** Requests a minute of one signed-in person, over HTTP and WebSocket together. @default 3_000 */
  readonly requestsPerMinutePerViewer: number
  /** Requests a minute from one address, over HTTP and WebSocket together. @default 6_000 */
  readonly requestsPerMinutePerAddress: number
}

export const defaultGatewayLimits: GatewayLimits = {
  maxDepth: 15,
  maxAliases: 30,
  maxRepeatedKeys: 3,
  maxDirectives: 30,
  maxTokens: 2_000,
  maxCost: 50_000,
  assumedListSize: defaultPageSize,
  maxErrors: 5,
  maxBodyBytes: 262_144,
  maxOperationsPerSocket: 50,
  maxIdleSocketsPerAddress: 200,
  maxBufferedBytes: 1_048_576,
  connectionInitTimeoutMs: 3_000,
  requestsPerMinutePerViewer: 3_000,
  requestsPerMinutePerAddress: 6_000,
}
