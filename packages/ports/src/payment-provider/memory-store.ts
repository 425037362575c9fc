import type { DocumentStore } from './document-store.ts'

/** A store that lives as long as the process: for tests. */
export function createMemoryStore<Document>(): DocumentStore<Document> {
  const documents = new Map<string, { readonly createdAt: Date; readonly document: Document }>()
  const idsByKey = new Map<string, string>()
  let lastNumber = 0
  return {
    async insert({ id, key, createdAt, document }) {
      const known = documents.get(idsByKey.get(key) ?? '')
      if (known !== undefined) return known.document
      idsByKey.set(key, id)
      documents.set(id, { createdAt, document })
      return document
    },
    async find(id) {
      return documents.get(id)?.document ?? null
    },
    async change(id, change) {
      const known = documents.get(id)
      if (known === undefined) return null
      const document = change(known.document)
      documents.set(id, { ...known, document })
      return document
    },
    async list({ from, until }) {
      return [...documents.values()]
        .filter(({ createdAt }) => createdAt >= from && createdAt < until)
        .map(({ document }) => document)
    },
    async takeNumber() {
      lastNumber += 1
      return lastNumber
    },
  }
}
