import './workers.ts'
import 'graphiql/style.css'
import './page.css'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { createFetcher } from './fetcher.ts'
import { readConfig } from './read-config.ts'
import { initialState, toTabs } from './tabs.ts'

const config = readConfig(document)

const container = document.getElementById('playground')
if (container === null) throw new Error('The page has no element with the id "playground".')
createRoot(container).render(
  <GraphiQL
    fetcher={createFetcher(config)}
    {...initialState(toTabs(config.examples), window.localStorage)}
    defaultEditorToolsVisibility
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>Lyceum</GraphiQL.Logo>
  </GraphiQL>,
)
