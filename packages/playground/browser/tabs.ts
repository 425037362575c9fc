import type { PlaygroundExample } from '../src/playground-config.ts'

/** A tab as GraphiQL takes it: variables and headers are the editors' text. */
interface Tab {
  readonly query: string
  readonly variables: string
  readonly headers: string
}

/** The tabs of a first visit. */
export function toTabs(examples: readonly PlaygroundExample[]): Tab[] {
  return examples.map(({ title, query, variables, headers }) => ({
    query: `# ${title}\n${query}`,
    variables: toText(variables),
    headers: toText(headers),
  }))
}

/**
 * What GraphiQL starts with. It overlooks the variables and headers of the first default tab, so a first
 * visit gets them once more; a later visit finds the person's own tabs.
 */
export function initialState(tabs: readonly Tab[], storage: Storage) {
  const [first] = tabs
  const isFirstVisit = storage.getItem('graphiql:tabState') === null
  if (first === undefined || !isFirstVisit) return {}
  return { defaultTabs: [...tabs], initialVariables: first.variables, initialHeaders: first.headers }
}

function toText(value: Readonly<Record<string, unknown>> | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}
