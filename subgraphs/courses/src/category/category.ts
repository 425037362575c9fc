/** A shelf of the catalogue. */
export interface CategoryRecord {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly parentId: string | null
}

/** How many there can be, so that the list needs no pages. */
export const categoryLimit = 500
