import { z } from 'zod'

/** Where variables come from: `process.env`, or what a test gives. */
export type EnvironmentSource = Readonly<Record<string, string | undefined>>

/** Parts of an environment by the name that the program knows them by; each reads the variables it needs. */
export type Sections = Readonly<Record<string, z.ZodType>>

/** What the sections say. */
export type EnvironmentOf<Of extends Sections> = { readonly [Name in keyof Of]: z.output<Of[Name]> }

/**
 * Reads every section; an empty value counts as unset.
 * @throws {Error} naming every variable that is wrong, of all sections at once
 */
export function readSections<Of extends Sections>(
  source: EnvironmentSource,
  sections: Of,
): EnvironmentOf<Of> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Object.entries(sections).map(([name, section]) => [name, section.safeParse(given)] as const)
  const issues = parsed.flatMap(([, { error }]) => error?.issues ?? [])
  if (issues.length > 0) {
    const cause = new z.ZodError(issues)
    throw new Error(`The environment is not usable:\n${z.prettifyError(cause)}`, { cause })
  }
  return Object.freeze(
    Object.fromEntries(parsed.map(([name, { data }]) => [name, data])),
  ) as EnvironmentOf<Of>
}

/** A section of one variable. */
export function variable<Schema extends z.ZodType>(name: string, schema: Schema) {
  return z.object({ [name]: schema }).transform((values) => values[name] as z.output<Schema>)
}
