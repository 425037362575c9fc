import DataLoader from 'dataloader'

/** Collects the keys asked for in one tick and reads them with one statement. Made per request; never outlives it. */
export type Loader<Key, Value> = Pick<DataLoader<Key, Value>, 'load' | 'loadMany' | 'prime' | 'clear'>

/**
 * A loader of single things.
 * @param readMany reads many at once, in any order; what it leaves out is `null`
 */
export function createLoader<Value>(
  readMany: (ids: readonly string[]) => Promise<readonly Value[]>,
  idOf: (value: Value) => string,
): Loader<string, Value | null> {
  return new DataLoader<string, Value | null>(async (ids) => {
    const found = new Map((await readMany(ids)).map((value) => [idOf(value), value]))
    return ids.map((id) => found.get(id) ?? null)
  })
}

/**
 * A loader of lists that belong to something, for example the modules of many courses.
 * @param readMany reads the lists of many owners at once, each list in its order
 */
export function createListLoader<Value>(
  readMany: (ownerIds: readonly string[]) => Promise<readonly Value[]>,
  ownerIdOf: (value: Value) => string,
): Loader<string, readonly Value[]> {
  return new DataLoader<string, readonly Value[]>(async (ownerIds) => {
    const lists = new Map<string, Value[]>()
    for (const value of await readMany(ownerIds)) {
      const ownerId = ownerIdOf(value)
      const list = lists.get(ownerId)
      if (list === undefined) lists.set(ownerId, [value])
      else list.push(value)
    }
    return ownerIds.map((id) => lists.get(id) ?? [])
  })
}
