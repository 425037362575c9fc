/** A note at a moment of a lecture. */
export interface AnnotationRecord {
  readonly id: string
  readonly lectureId: string
  readonly authorId: string
  readonly atSeconds: number
  readonly body: string
  readonly isPublic: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type NewAnnotation = Pick<
  AnnotationRecord,
  'lectureId' | 'authorId' | 'atSeconds' | 'body' | 'isPublic'
>
