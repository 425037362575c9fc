import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

/** Taken by the process that started the server, for as long as it lives. */
const OWNER_LOCK = '7236109452371'
const CLAIM_TIMEOUT_MILLISECONDS = 2_000
/** SQLSTATE. */
const TOO_MANY_CONNECTIONS = '53300'
const RETRY_MILLISECONDS = 25

export interface ClusterOwner {
  release(): Promise<void>
}

/**
 * Becomes the owner of a running server by an advisory lock, which the kernel and PostgreSQL release when its
 * holder dies, however it dies. Null when another living process owns it.
 */
export async function claimCluster(url: string): Promise<ClusterOwner | null> {
  const deadline = Date.now() + CLAIM_TIMEOUT_MILLISECONDS
  // A server in the middle of starting or stopping refuses sessions, and a dead owner's session takes a moment to end.
  for (;;) {
    const outcome = await tryClaim(url)
    if (outcome !== 'taken' && outcome !== 'unreachable') return outcome
    if (Date.now() > deadline) return outcome === 'taken' ? null : { release: async () => undefined }
    await wait(RETRY_MILLISECONDS)
  }
}

async function tryClaim(url: string): Promise<ClusterOwner | 'taken' | 'unreachable'> {
  const client = new Client({ connectionString: url, application_name: 'lyceum owner', keepAlive: true })
  // Sessions end with an error when the server is stopped; that is no news to its owner.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    // Sessions that fill the server belong to somebody who lives.
    if (error instanceof Error && 'code' in error && error.code === TOO_MANY_CONNECTIONS) return 'taken'
    // Whoever cannot be reached for so long is not serving anybody either.
    return 'unreachable'
  }
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    OWNER_LOCK,
  ])
  if (rows[0]?.taken === true) return { release: () => client.end() }
  await client.end()
  return 'taken'
}
