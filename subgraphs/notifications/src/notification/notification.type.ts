import { Directive, Field, ID, ObjectType, createUnionType, registerEnumType } from 'type-graphql'

import { NotificationType } from './notification.ts'

registerEnumType(NotificationType, {
  name: 'NotificationType',
  description: 'What a notification is about.',
  valuesConfig: {
    COURSE_PUBLISHED: {
      description: 'A course that the person follows, or is enrolled in, was published. Subject: the course.',
    },
    ENROLLMENT_ACTIVATED: { description: 'The person can begin a course. Subject: the enrolment.' },
    COURSE_COMPLETED: { description: 'The person completed a course. Subject: the course.' },
    MEDIA_READY: { description: 'A file that the person uploaded can be played. Subject: the media asset.' },
    MEDIA_FAILED: {
      description: 'A file that the person uploaded could not be processed. Subject: the media asset.',
    },
    ROLE_GRANTED: { description: 'The person was given a role; `detail` names it.' },
    ASSESSMENT_PUBLISHED: {
      description:
        'A quiz, exam or assignment was published in a course of the person. Subject: the assessment.',
    },
    ASSESSMENT_DUE_SOON: { description: 'A quiz, exam or assignment is due soon. Subject: the assessment.' },
    ASSESSMENT_GRADED: {
      description:
        'A result was released, or changed by a regrade; `detail` is the percentage. Subject: the assessment.',
    },
    PAYMENT_SUCCEEDED: { description: 'A payment arrived. Subject: the order.' },
    PAYMENT_FAILED: { description: 'A payment failed; `detail` says why. Subject: the order.' },
    PAYMENT_REFUNDED: { description: 'Money was given back. Subject: the order.' },
    CERTIFICATE_ISSUED: {
      description: 'The person earned a certificate, or a new edition of it. Subject: the certificate.',
    },
    CERTIFICATE_REVOKED: {
      description: 'A certificate was taken back; `detail` says why. Subject: the certificate.',
    },
  },
})

// Stubs: known here by their ids alone; the gateway joins the rest. Their descriptions are those of their owners.

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Course', { description: 'Something to learn, made of modules.' })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Lecture', {
  description:
    'A part of a module. Whoever sees the course sees that it exists; its content is for those who may watch it.',
})
export class Lecture {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('MediaAsset', { description: 'An uploaded file.' })
export class MediaAsset {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Enrollment', { description: "A person's place in a course." })
export class Enrollment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Assessment', { description: 'A quiz, an exam or an assignment of a course.' })
export class Assessment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Order', { description: 'What a person buys, at the price of the moment of checkout.' })
export class Order {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Certificate', {
  description: 'What a person earned by completing a course and passing what it requires.',
})
export class Certificate {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

const subjectClasses = { Course, Lecture, MediaAsset, Enrollment, Assessment, Order, Certificate }

export const NotificationSubject = createUnionType({
  name: 'NotificationSubject',
  description: 'What a notification points at.',
  types: () => [Course, Lecture, MediaAsset, Enrollment, Assessment, Order, Certificate] as const,
})

@Directive('@key(fields: "id")')
@ObjectType('Notification', { description: 'Something that a person should hear of.', simpleResolvers: true })
export class Notification {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => NotificationType, { description: 'What it is about.' })
  type!: NotificationType

  @Field(() => String, {
    nullable: true,
    description:
      'What the type needs besides its subject: the role that was granted, a percentage, or why something failed or was revoked.',
  })
  detail!: string | null

  @Field(() => Date, { description: 'When it was said.' })
  createdAt!: Date

  @Field(() => Date, { nullable: true, description: 'When the person read it; null while unread.' })
  readAt!: Date | null
}

/** An instance of the stub that stands for a subject; type-graphql tells union members apart by their class. */
export function toSubject(subject: {
  readonly type: keyof typeof subjectClasses
  readonly id: string
}): object {
  return Object.assign(new subjectClasses[subject.type](), { id: subject.id })
}
