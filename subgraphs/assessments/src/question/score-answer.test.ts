import { describe, expect, it } from 'vitest'

import { PartialCredit } from './question.ts'
import type { AnswerRecord, QuestionKey } from './question.ts'
import { scoreAnswer } from './score-answer.ts'
import { createNumbers } from '../../test/numbers.ts'

const proportional = { partial: PartialCredit.PROPORTIONAL, marks: 30_000, penalty: 0 }
const whole = { partial: PartialCredit.ALL_OR_NOTHING, marks: 10_000, penalty: 2_500 }
const choice: QuestionKey = { kind: 'CHOICE', optionIds: ['a', 'b', 'c'] }
const blanks: QuestionKey = {
  kind: 'BLANKS',
  isCaseSensitive: false,
  blanks: [
    { id: '1', accepted: ['Paris'] },
    { id: '2', accepted: ['Rome', 'Roma'] },
  ],
}
const length: QuestionKey = {
  kind: 'NUMBER',
  value: '1.5',
  tolerance: '0.01',
  units: [
    { unit: 'km', factor: '1' },
    { unit: 'm', factor: '0.001' },
  ],
}

describe('an answer', () => {
  it.each<{ name: string; key: QuestionKey; answer: AnswerRecord; marks: number }>([
    { name: 'two of three choices', key: choice, answer: { optionIds: ['a', 'b'] }, marks: 20_000 },
    {
      name: 'a wrong choice takes back a right one',
      key: choice,
      answer: { optionIds: ['a', 'b', 'x'] },
      marks: 10_000,
    },
    { name: 'more wrong than right', key: choice, answer: { optionIds: ['a', 'x', 'y'] }, marks: 0 },
    {
      name: 'one of two gaps',
      key: blanks,
      answer: { blanks: [{ blankId: '2', text: ' roma ' }] },
      marks: 15_000,
    },
    {
      name: 'an order with one item in place',
      key: { kind: 'ORDER', optionIds: ['a', 'b', 'c'] },
      answer: { optionIds: ['a', 'c', 'b'] },
      marks: 10_000,
    },
    {
      name: 'one of three pairs',
      key: { kind: 'PAIRS', pairs: ['a', 'b', 'c'].map((id) => ({ optionId: id, targetId: id })) },
      answer: {
        pairs: [
          { optionId: 'a', targetId: 'a' },
          { optionId: 'b', targetId: 'c' },
        ],
      },
      marks: 10_000,
    },
  ])('earns the part that is right: $name', ({ key, answer, marks }) => {
    expect(scoreAnswer({ ...proportional, key }, answer)).toBe(marks)
  })

  it.each([
    { number: '1.51', unit: 'km', isRight: true },
    { number: '1.5100001', unit: 'km', isRight: false },
    { number: '1490', unit: 'm', isRight: true },
    { number: '1,49e3', unit: 'm', isRight: true },
    { number: '1.5', unit: 'KM', isRight: false },
    { number: '1.5', isRight: false },
    { number: '1.5 or so', unit: 'km', isRight: false },
    { number: '.0015e3', unit: 'km', isRight: true },
    { number: '1500.', unit: 'm', isRight: true },
    { number: '.', unit: 'km', isRight: false },
    { number: '1.5e\u22120', unit: 'km', isRight: true },
    { number: '\u22121.5', unit: 'km', isRight: false },
  ])('of $number $unit is within the tolerance exactly: $isRight', ({ isRight, ...answer }) => {
    expect(scoreAnswer({ ...whole, key: length }, answer)).toBe(isRight ? 10_000 : -2_500)
  })

  it('is folded: case, white space and forms of letters do not matter', () => {
    const key: QuestionKey = { kind: 'TEXT', accepted: ['São  Paulo'], isCaseSensitive: false }
    expect(scoreAnswer({ ...whole, key }, { text: ' sa\u0303o paulo' })).toBe(10_000)
  })

  it('that is empty costs nothing', () => {
    expect(scoreAnswer({ ...whole, key: choice }, null)).toBe(0)
    expect(scoreAnswer({ ...whole, key: choice }, { optionIds: [] })).toBe(0)
  })

  it('of an essay waits for a person, unless there is none', () => {
    expect(scoreAnswer({ ...whole, key: { kind: 'MANUAL' } }, { text: 'Because' })).toBeNull()
    expect(scoreAnswer({ ...whole, key: { kind: 'MANUAL' } }, { text: ' ' })).toBe(0)
  })

  it('never earns more than the marks nor costs more than the penalty, and a right one earns all', () => {
    const next = createNumbers(20_261_120)
    for (let round = 0; round < 500; round += 1) {
      const ids = Array.from({ length: 2 + next(6) }, (_, index) => `o${index}`)
      const optionIds = ids.filter((id, index) => index === 0 || next(2) === 0 || id === '')
      const rule = {
        key: { kind: 'CHOICE', optionIds } as const,
        partial: next(2) === 0 ? PartialCredit.PROPORTIONAL : PartialCredit.ALL_OR_NOTHING,
        marks: 1 + next(50_000),
        penalty: next(10_000),
      }
      const score = scoreAnswer(rule, { optionIds: ids.filter(() => next(2) === 0) }) ?? Number.NaN
      expect(score).toBeGreaterThanOrEqual(-rule.penalty)
      expect(score).toBeLessThanOrEqual(rule.marks)
      expect(Number.isInteger(score)).toBe(true)
      expect(scoreAnswer(rule, { optionIds })).toBe(rule.marks)
    }
  })
})
