/** The little that this package needs of a database client; a Prisma client and its transaction client satisfy it. */
export interface SqlClient {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): PromiseLike<T>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}

/** Runs the work in one transaction: commits when it resolves, rolls back when it throws. */
export type Transact<Tx extends SqlClient = SqlClient> = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** The name as an SQL identifier. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
