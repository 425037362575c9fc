import { describe, expect, it } from 'vitest'

import { findSimilarities } from './find-similarities.ts'

const passage =
  'Sensors measure the physical world and actuators change it, while the device between them decides what to do next'
const template =
  'Describe in your own words how a device of the internet of things senses and acts in its surroundings.'
const rules = { template, minimumPercent: 1 }
const of = (id: string, text: string, fileDigests: readonly string[] = []) => ({ id, text, fileDigests })

describe('submissions', () => {
  it('that are equal but for case, punctuation and white space are alike to 100 percent', () => {
    const [found] = findSimilarities(
      [of('a', passage), of('b', passage.toUpperCase().replaceAll(' ', ' ; '))],
      rules,
    )
    expect(found).toMatchObject({ firstId: 'a', secondId: 'b', percent: 100 })
  })

  it('that share a passage show where it stands', () => {
    const first = `I begin with something of my own which nobody else wrote. ${passage}.`
    const second = `${passage}. Then I go on in quite another way, about farms and water and soil.`
    const [found] = findSimilarities([of('a', first), of('b', second)], rules)
    const span = found?.evidence[0]
    expect(first.slice(span?.first.start, span?.first.end)).toBe(
      second.slice(span?.second.start, span?.second.end),
    )
    expect(found?.percent).toBeGreaterThan(30)
  })

  it('are not alike for what everybody was given', () => {
    const texts = [
      of('a', `${template} Mine is one about trains.`),
      of('b', `${template} Yours is about boats, I think.`),
    ]
    expect(findSimilarities(texts, rules)).toEqual([])
  })

  it('with an identical file are alike to 100 percent', () => {
    const texts = [of('a', 'one', ['ff']), of('b', 'two', ['ff']), of('c', 'three', ['00'])]
    expect(findSimilarities(texts, rules)).toEqual([
      { firstId: 'a', secondId: 'b', percent: 100, hasIdenticalFiles: true, evidence: [] },
    ])
  })
})
