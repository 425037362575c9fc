import { BadInputError } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'

/** A page of what is ordered by when class sessions begin, the latest first. */
export interface SessionPage extends PageRequest {
  /** Where the page before ended; null for the first page. */
  readonly before: { readonly startsAt: string; readonly id: string } | null
}

/** How many sort keys such a list has: when the session begins, and the row's id. */
export const sessionKeyLength = 2

/** The page that the cursor asks for. @throws {BadInputError} when somebody made the cursor up */
export function toSessionPage(request: PageRequest): SessionPage {
  if (request.after === null) return { ...request, before: null }
  const [startsAt, id] = request.after
  if (startsAt === undefined || id === undefined || !isTime(startsAt)) {
    throw new BadInputError('after is not a cursor of this list')
  }
  return { ...request, before: { startsAt, id } }
}

/** The sort key of a row. */
export function sessionKey({ startsAt, id }: { readonly startsAt: Date; readonly id: string }): string[] {
  return [startsAt.toISOString(), id]
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))
}
