import { createListLoader } from '@lyceum/kit'
import type { Loader, PageRequest } from '@lyceum/kit'

/** The same page of many owners: each set of arguments is one statement, whoever's page it is. */
export type PageLoader<Row, Page extends PageRequest> = (
  ownerId: string,
  page: Page,
) => Promise<readonly Row[]>

/**
 * Loads pages that belong to something, for example the enrolments of many courses. Made per request.
 * @param readPages reads the same page of many owners, each in its order
 */
export function createPageLoader<Row, Page extends PageRequest = PageRequest>(
  readPages: (ownerIds: readonly string[], page: Page) => Promise<readonly Row[]>,
  ownerIdOf: (row: Row) => string,
): PageLoader<Row, Page> {
  const loaders = new Map<string, Loader<string, readonly Row[]>>()
  return (ownerId, page) => {
    const key = JSON.stringify(page)
    const loader = loaders.get(key) ?? createListLoader((ownerIds) => readPages(ownerIds, page), ownerIdOf)
    loaders.set(key, loader)
    return loader.load(ownerId)
  }
}
