/** The database of a subgraph: `<NAME>_DATABASE_URL`, else `DATABASE_URL`. An empty value counts as unset. */
export function readDatabaseUrl(
  source: Readonly<Record<string, string | undefined>>,
  subgraph?: string,
): string | undefined {
  const own = subgraph === undefined ? undefined : source[`${subgraph.toUpperCase()}_DATABASE_URL`]
  return own || source['DATABASE_URL'] || undefined
}

/** The password that a subgraph's login role is given: `<NAME>_DATABASE_PASSWORD`. */
export function readRolePassword(
  source: Readonly<Record<string, string | undefined>>,
  subgraph: string,
): string | undefined {
  return source[`${subgraph.toUpperCase()}_DATABASE_PASSWORD`] || undefined
}
