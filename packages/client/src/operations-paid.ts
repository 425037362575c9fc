import { graphql } from './generated/index.ts'

/** The operations of buying, sitting an exam and being graded. */

export const SetCoursePrice = graphql(`
  mutation SetCoursePrice($input: SetCoursePriceInput!) {
    setCoursePrice(input: $input) {
      course {
        id
        price {
          amountMinor
          currency
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateCoupon = graphql(`
  mutation CreateCoupon($input: CreateCouponInput!) {
    createCoupon(input: $input) {
      coupon {
        id
        code
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateCheckout = graphql(`
  mutation CreateCheckout($input: CreateCheckoutInput!) {
    createCheckout(input: $input) {
      order {
        id
        checkoutUrl
        status
        discount {
          amountMinor
        }
        total {
          amountMinor
          currency
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const OrderState = graphql(`
  query OrderState($id: ID!) {
    order(id: $id) {
      status
      total {
        amountMinor
      }
      refunded {
        amountMinor
      }
      receipts {
        kind
        number
        url
      }
    }
  }
`)

export const RefundOrder = graphql(`
  mutation RefundOrder($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      refund {
        id
        amount {
          amountMinor
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CourseAssessments = graphql(`
  query CourseAssessments($id: ID!) {
    course(id: $id) {
      assessments {
        id
        title
        kind
      }
    }
  }
`)

export const StartAttempt = graphql(`
  mutation StartAttempt($input: StartAttemptInput!) {
    startAttempt(input: $input) {
      attempt {
        id
        startedAt
        endsAt
        questions {
          id
          type
          prompt
          options {
            id
            text
          }
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SaveAnswer = graphql(`
  mutation SaveAnswer($input: SaveAnswerInput!) {
    saveAnswer(input: $input) {
      receipt {
        clientSequence
        savedAt
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SubmitAttempt = graphql(`
  mutation SubmitAttempt($input: SubmitAttemptInput!) {
    submitAttempt(input: $input) {
      attempt {
        status
        scorePercent
        isPassed
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const AttemptState = graphql(`
  query AttemptState($id: ID!) {
    attempt(id: $id) {
      status
      score
      totalMarks
      scorePercent
      isPassed
      questions {
        id
        clientSequence
        comment
        answer {
          text
        }
      }
    }
  }
`)

export const GradingQueue = graphql(`
  query GradingQueue($assessmentId: ID!) {
    assessment(id: $assessmentId) {
      attempts(statuses: [SUBMITTED]) {
        edges {
          node {
            id
            questions {
              id
              type
              answer {
                text
              }
              rubric {
                id
                title
                marks
              }
            }
          }
        }
      }
    }
  }
`)

export const ClaimGrading = graphql(`
  mutation ClaimGrading($input: ClaimGradingInput!) {
    claimGrading(input: $input) {
      attempt {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const GradeAnswer = graphql(`
  mutation GradeAnswer($input: GradeAnswerInput!) {
    gradeAnswer(input: $input) {
      attempt {
        status
        score
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const ReleaseResults = graphql(`
  mutation ReleaseResults($input: ReleaseResultsInput!) {
    releaseResults(input: $input) {
      releasedCount
      userErrors {
        code
        message
      }
    }
  }
`)

export const LectureText = graphql(`
  query LectureText($id: ID!) {
    lecture(id: $id) {
      viewerCanWatch
      textHtml
    }
  }
`)

export const EnrollmentCertificate = graphql(`
  query EnrollmentCertificate($id: ID!) {
    enrollment(id: $id) {
      status
      certificate {
        code
        serial
        status
        holderName
        verificationUrl
        pdfUrl
        badgeUrl
      }
    }
  }
`)

export const VerifyCertificate = graphql(`
  query VerifyCertificate($code: String!) {
    verifyCertificate(code: $code) {
      status
      holderName
      courseTitle
    }
  }
`)
