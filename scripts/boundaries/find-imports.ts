/** One import of a source file. */
export interface Import {
  /** The importing file, from the root. */
  readonly file: string
  readonly specifier: string
}

const patterns = [
  /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\brequire(?:\.resolve)?\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\bcreateRequire\([^)]*\)\.resolve\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\bimport\.meta\.resolve\(\s*['"]([^'"]+)['"]\s*\)/g,
]

/** The imports of a file, types included. */
export function findImports(file: string, source: string): readonly Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '')
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap(([, specifier]) =>
      specifier === undefined ? [] : [{ file, specifier }],
    ),
  )
}

/** The package that a specifier names: `@scope/name` or `name`; null for a relative path or one of Node's own. */
export function packageOf(specifier: string): string | null {
  if (/^(\.|node:|file:|https?:|data:|\/)/.test(specifier)) return null
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}
