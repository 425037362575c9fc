/** SQLSTATE of a row that already exists. */
const UNIQUE_VIOLATION = '23505'
/** SQLSTATEs after which the same transaction may succeed: serialization failure, deadlock. */
const RETRYABLE_STATES: ReadonlySet<string> = new Set(['40001', '40P01'])
/** Prisma's own codes for the same failures. */
const STATE_BY_PRISMA_CODE: ReadonlyMap<string, string> = new Map([
  ['P2002', UNIQUE_VIOLATION],
  ['P2034', '40001'],
])

/** Errors nest: Prisma's holds the adapter's, which holds PostgreSQL's. */
const MAX_DEPTH = 6

interface DatabaseFailure {
  readonly state: string
  /** Constraint, index and column names as far as the error tells them. */
  readonly names: readonly string[]
}

/** True when PostgreSQL gave up a transaction that may well succeed when it is run again as a whole. */
export function isRetryable(error: unknown): boolean {
  return listFailures(error, 0).some(({ state }) => RETRYABLE_STATES.has(state))
}

/**
 * True when a unique index refused a row, for Prisma's queries, raw queries and plain `pg` alike.
 *
 * @param constraintOrColumn narrows it to one index (`user_email_key`) or to the index that Prisma names after
 * a column or columns (`email`, `user_id_course_id`).
 */
export function isUniqueViolation(error: unknown, constraintOrColumn?: string): boolean {
  return listFailures(error, 0).some(
    ({ state, names }) =>
      state === UNIQUE_VIOLATION &&
      (constraintOrColumn === undefined || names.some((name) => isNamed(name, constraintOrColumn))),
  )
}

function isNamed(name: string, constraintOrColumn: string): boolean {
  return name === constraintOrColumn || name.endsWith(`_${constraintOrColumn}_key`)
}

function listFailures(error: unknown, depth: number): readonly DatabaseFailure[] {
  if (!isRecord(error) || depth > MAX_DEPTH) return []
  const state = toState(error['originalCode']) ?? toState(error['code'])
  const inner = [error['cause'], error['meta'], error['driverAdapterError']].flatMap((part) =>
    listFailures(part, depth + 1),
  )
  const own = state === undefined ? [] : [{ state, names: listNames(error) }]
  return [...own, ...inner]
}

function toState(code: unknown): string | undefined {
  return typeof code === 'string' ? (STATE_BY_PRISMA_CODE.get(code) ?? code) : undefined
}

function listNames(error: Record<string, unknown>): readonly string[] {
  const { constraint, meta } = error
  const described = isRecord(constraint) ? [constraint['index'], constraint['fields']] : [constraint]
  const target = isRecord(meta) ? meta['target'] : undefined
  return [...described, target].flat().filter((name) => typeof name === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
