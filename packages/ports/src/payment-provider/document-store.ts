/** What a provider inside the platform keeps: documents by id, each made once for a key. */
export interface DocumentStore<Document> {
  /** Keeps a document unless one has the key already; answers the one that is kept. */
  insert(entry: {
    readonly id: string
    readonly key: string
    readonly createdAt: Date
    readonly document: Document
  }): Promise<Document>
  find(id: string): Promise<Document | null>
  /** Changes a document; concurrent changes happen one after the other. Null when there is none. */
  change(id: string, change: (document: Document) => Document): Promise<Document | null>
  /** Those made in the time, the oldest first. */
  list(period: { readonly from: Date; readonly until: Date }): Promise<readonly Document[]>
  /** The next whole number; never the same twice. */
  takeNumber(): Promise<number>
}
