import './workers.ts'
import 'graphiql/style.css'
import './page.css'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { createFetcher } from './fetcher.ts'
import { readConfig } from './read-config.ts'

const config = readConfig(document)

const defaultTabs = config.examples.map(({ title, query, variables, headers }) => ({
  query: `# ${title}\n${query}`,
  variables: variables === undefined ? '' : JSON.stringify(variables, null, 2),
  headers: headers === undefined ? '' : JSON.stringify(headers, null, 2),
}))

const container = document.getElementById('playground')
if (container === null) throw new Error('The page has no element with the id "playground".')
createRoot(container).render(
  <GraphiQL
    fetcher={createFetcher(config)}
    defaultTabs={defaultTabs}
    defaultEditorToolsVisibility="headers"
    shouldPersistHeaders={false}
  />,
)
