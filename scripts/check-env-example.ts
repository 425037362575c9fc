import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual, parseEnv } from 'node:util'
import { readEnvironment } from '../apps/all-in-one/src/environment.ts'
import { listSourceFiles } from './list-source-files.ts'
import { fromRoot } from './root.ts'

const exampleFile = '.env.example'
const environmentFiles = [
  'apps/all-in-one/src/environment.ts',
  'packages/service/src/environment/process-environment.ts',
  'packages/service/src/environment/stripe-section.ts',
]
/** A key of the schema: alone at the beginning of its line, in capitals. */
const schemaKey = /^ +([A-Z][A-Z0-9_]*):/gm

const operationsPage = 'docs/OPERATIONS.md'
/** A variable of a process of its own, by the section that reads it. */
const processVariable = /(?:^ +|(?:secretSection|keysSection|variable)\(\s*')([A-Z][A-Z0-9_]*)['?:]/gm

/** The variables of processes that the page on running them does not name. */
async function findUndocumented(): Promise<readonly string[]> {
  const files = ['subgraphs', 'workers', 'packages/service'].flatMap(listSourceFiles)
  const read = files.filter((file) => /environment(\.ts$|\/(?!.*\.test\.))/.test(file))
  const sources = await Promise.all(read.map((file) => readFile(fromRoot(file), 'utf8')))
  const names = [...sources.join('\n').matchAll(processVariable)].map(([, name = '']) => name)
  const page = await readFile(fromRoot(operationsPage), 'utf8')
  return [...new Set(names)]
    .filter((name) => !page.includes(name))
    .map((name) => `${operationsPage} does not name ${name}`)
}

/** Where the example and the environment that is read disagree, one line each. */
async function findProblems(): Promise<readonly string[]> {
  const example = parseEnv(await readFile(fromRoot(exampleFile), 'utf8')) as Record<string, string>
  const sources = await Promise.all(environmentFiles.map((file) => readFile(fromRoot(file), 'utf8')))
  const known = new Set([...sources.join('\n').matchAll(schemaKey)].map(([, name = '']) => name))
  const named = new Set(Object.keys(example))
  const missing = [...known].filter((name) => !named.has(name))
  const unknown = [...named].filter((name) => !known.has(name))
  const hasDefaults = isDeepStrictEqual(readEnvironment(example), readEnvironment({}))
  return [
    ...missing.map((name) => `${exampleFile} does not name ${name}`),
    ...unknown.map((name) => `${exampleFile} names ${name}, which nothing reads`),
    ...(hasDefaults ? [] : [`${exampleFile} has values that are not the defaults`]),
  ]
}

const problems = await Promise.all([findProblems(), findUndocumented()])
  .then((found) => found.flat())
  .catch((error: unknown) => [String(error)])
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
