import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Names of label by name of series, without the suffixes of histograms. */
export type Series = Readonly<Record<string, readonly string[]>>

const ours = /\blyceum_[a-z_]+/g
/** A series is served as `name{label="value",...} number`. */
const sample = /^(lyceum_[a-z_]+)(?:\{(.*)\})? \S+$/gm
const labelName = /(?:^|,)([a-z_]+)="/g
/** A row of the page: the series, its labels, what it means. */
const row = /^\| `(lyceum_[a-z_]+)` +\| +([^|]*?) +\|/gm

/** Labels that the process, Prometheus or the format adds. */
const foreignLabels = new Set(['service_name', 'le'])

const readText = (path: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

/** What `/metrics` serves: a family that was announced and has no value is not served. */
export function readServed(exposition: string): Series {
  const found = new Map<string, Set<string>>()
  for (const [, name = '', labels = ''] of exposition.matchAll(sample)) {
    const family = toFamily(name)
    const names = found.get(family) ?? new Set()
    for (const [, label = ''] of labels.matchAll(labelName)) if (!foreignLabels.has(label)) names.add(label)
    found.set(family, names)
  }
  return toSeries([...found].map(([name, labels]) => [name, [...labels]]))
}

/** What the page for operators says of each series. */
export async function readDocumented(): Promise<Series> {
  const page = await readText('docs/OPERATIONS.md')
  const rows = [...page.matchAll(row)].map(([, name = '', labels = '']): [string, string[]] => [
    name,
    [...labels.matchAll(/`([a-z_]+)`/g)].map(([, label = '']) => label),
  ])
  return toSeries(rows)
}

/** The series that the panels of the dashboard ask for. */
export async function readDashboard(): Promise<ReadonlySet<string>> {
  const { panels } = JSON.parse(await readText('deploy/grafana/lyceum.json')) as {
    readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[]
  }
  return readNames(panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n'))
}

/** The series that alerts ask for. */
export async function readAlerts(): Promise<ReadonlySet<string>> {
  return readNames(await readText('deploy/prometheus/alerts.yml'))
}

function readNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(ours)].map(([name]) => toFamily(name)))
}

function toFamily(name: string): string {
  return name.replace(/_(bucket|sum|count)$/, '')
}

function toSeries(entries: readonly (readonly [string, readonly string[]])[]): Series {
  return Object.fromEntries(
    entries
      .map(([name, labels]): [string, string[]] => [name, labels.toSorted((a, b) => a.localeCompare(b))])
      .toSorted(([a], [b]) => a.localeCompare(b)),
  )
}
