/** SQLSTATEs of a server that ends, has ended, is starting, is being replaced, or has no connection left. */
const outageStates = new Set(['57P01', '57P02', '57P03', '53300', '25006'])
/** The class of SQLSTATEs about connections. */
const connectionStates = /^08[0-9A-Z]{3}$/
/** Prisma: not reached, reached too late, silent, gone, no connection free, too many. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'])
/** The same in the words of Prisma's driver adapters. */
const adapterKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
])
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
/** Errors of node-postgres and Prisma that have no code of their own. */
const sentences =
  /connection terminated|timeout exceeded when trying to connect|is not queryable|unable to start a transaction in the given time/i

/** Errors nest: Prisma's holds the adapter's, which holds PostgreSQL's. */
const maxDepth = 6

/**
 * Why what an operation needs, such as the database, cannot be reached at the moment: a code or a known sentence, fit for a log,
 * because it names no address and no secret. `null` for every other error. It reads shapes, so that nothing here knows a driver.
 */
export function findOutage(error: unknown): string | null {
  return find(error, 0)
}

function find(error: unknown, depth: number): string | null {
  if (typeof error !== 'object' || error === null || depth > maxDepth) return null
  const { code, kind, message, cause, meta, driverAdapterError, errors } = error as Record<string, unknown>
  if (typeof code === 'string' && isOutageCode(code)) return code
  if (typeof kind === 'string' && adapterKinds.has(kind)) return kind
  const sentence = typeof message === 'string' ? sentences.exec(message) : null
  if (sentence !== null) return sentence[0]
  const within = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])]
  for (const inner of within) {
    const found = find(inner, depth + 1)
    if (found !== null) return found
  }
  return null
}

function isOutageCode(code: string): boolean {
  return (
    outageStates.has(code) || connectionStates.test(code) || prismaCodes.has(code) || networkCodes.has(code)
  )
}
