import { createHash } from 'node:crypto'

/** Words in a row that make a fingerprint: shorter common phrases are no sign of anything. */
const gramLength = 5
/** A common run of `gramLength + windowLength - 1` words is always found. */
const windowLength = 4

export interface ComparedText {
  readonly id: string
  readonly text: string
  /** SHA-256 of the files. */
  readonly fileDigests: readonly string[]
}

/** A passage, as offsets into a text: from the first character to behind the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Evidence {
  readonly first: Span
  readonly second: Span
}

/** How alike two submissions are: a signal for a person to look, never a verdict. */
export interface Similarity {
  readonly firstId: string
  readonly secondId: string
  /** Whole percent of the smaller one's fingerprints that the other has as well. */
  readonly percent: number
  readonly hasIdenticalFiles: boolean
  readonly evidence: readonly Evidence[]
}

interface Gram extends Span {
  readonly hash: string
}

/**
 * Pairs of submissions that share passages or files, the most alike first, by winnowing over words: case, punctuation and
 * white space do not matter, and what the template says never counts. Equal files are 100 percent.
 *
 * @param minimumPercent less alike pairs are left out
 */
export function findSimilarities(
  texts: readonly ComparedText[],
  { template, minimumPercent }: { readonly template: string; readonly minimumPercent: number },
): Similarity[] {
  const given = new Set(toGrams(template).map(({ hash }) => hash))
  const prints = texts.map((text) => ({
    ...text,
    grams: winnow(toGrams(text.text).filter(({ hash }) => !given.has(hash))),
  }))
  const found: Similarity[] = []
  for (const [index, first] of prints.entries()) {
    for (const second of prints.slice(index + 1)) {
      const hasIdenticalFiles = first.fileDigests.some((digest) => second.fileDigests.includes(digest))
      const { percent: textPercent, evidence } = compareGrams(first.grams, second.grams)
      const percent = hasIdenticalFiles ? 100 : textPercent
      if (percent < Math.max(1, minimumPercent)) continue
      found.push({ firstId: first.id, secondId: second.id, percent, hasIdenticalFiles, evidence })
    }
  }
  return found.toSorted((a, b) => b.percent - a.percent)
}

function toGrams(text: string): Gram[] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    word: match[0].normalize('NFKC').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const grams: Gram[] = []
  for (let at = 0; at + gramLength <= words.length; at += 1) {
    const run = words.slice(at, at + gramLength)
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) continue
    const hash = createHash('sha256')
      .update(run.map(({ word }) => word).join(' '))
      .digest('hex')
      .slice(0, 16)
    grams.push({ hash, start: first.start, end: last.end })
  }
  return grams
}

/** The smallest hash of every window, the last one of equals: Schleimer, Wilkerson and Aiken, 2003. */
function winnow(grams: readonly Gram[]): Gram[] {
  const chosen = new Set<Gram>()
  const windows = Math.max(grams.length - windowLength + 1, Math.min(grams.length, 1))
  for (let at = 0; at < windows; at += 1) {
    const smallest = grams
      .slice(at, at + windowLength)
      .reduce<Gram | null>((best, gram) => (best === null || gram.hash <= best.hash ? gram : best), null)
    if (smallest !== null) chosen.add(smallest)
  }
  return [...chosen]
}

function compareGrams(
  first: readonly Gram[],
  second: readonly Gram[],
): Pick<Similarity, 'percent' | 'evidence'> {
  const byHash = new Map(second.map((gram) => [gram.hash, gram]))
  const matches = first.flatMap((gram) => {
    const match = byHash.get(gram.hash)
    return match === undefined ? [] : [{ hash: gram.hash, first: toSpan(gram), second: toSpan(match) }]
  })
  const smaller = Math.min(countHashes(first), countHashes(second))
  const percent = smaller === 0 ? 0 : Math.floor((countHashes(matches) * 100) / smaller)
  return { percent, evidence: joinSpans(matches) }
}

/** Matches that follow one another in both texts are one passage. */
function joinSpans(matches: readonly Evidence[]): Evidence[] {
  const passages: Evidence[] = []
  for (const { first, second } of matches.toSorted((a, b) => a.first.start - b.first.start)) {
    const last = passages.at(-1)
    const continues =
      last !== undefined &&
      first.start <= last.first.end + 1 &&
      second.start >= last.second.start &&
      second.start <= last.second.end + 1
    if (!continues) {
      passages.push({ first, second })
      continue
    }
    passages[passages.length - 1] = {
      first: { start: last.first.start, end: Math.max(last.first.end, first.end) },
      second: { start: last.second.start, end: Math.max(last.second.end, second.end) },
    }
  }
  return passages
}

function countHashes(grams: readonly { readonly hash: string }[]): number {
  return new Set(grams.map(({ hash }) => hash)).size
}

function toSpan({ start, end }: Span): Span {
  return { start, end }
}
