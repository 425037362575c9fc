import { graphql } from './generated/index.ts'

/** What the school of the policy table does with assessments, orders and certificates. */

export const QuestionVersion = graphql(`
  query QuestionVersion($bankId: ID!) {
    questionBank(id: $bankId) {
      questions(first: 1) {
        edges {
          node {
            id
            version
            options {
              id
            }
          }
        }
      }
    }
  }
`)

export const StartAttempt = graphql(`
  mutation StartAttempt($input: StartAttemptInput!) {
    startAttempt(input: $input) {
      attempt {
        id
        questions {
          id
          type
        }
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
        id
      }
      userErrors {
        code
        message
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

export const ClaimSubmission = graphql(`
  mutation ClaimSubmission($input: ClaimSubmissionInput!) {
    claimSubmission(input: $input) {
      submission {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const PreviewRegrade = graphql(`
  mutation PreviewRegrade($input: PreviewRegradeInput!) {
    previewRegrade(input: $input) {
      preview {
        fingerprint
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SubmitAssignment = graphql(`
  mutation SubmitAssignment($input: SubmitAssignmentInput!) {
    submitAssignment(input: $input) {
      submission {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SetCoursePrice = graphql(`
  mutation SetCoursePrice($input: SetCoursePriceInput!) {
    setCoursePrice(input: $input) {
      course {
        id
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
        voucherNumber
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

export const ConfirmVoucherPayment = graphql(`
  mutation ConfirmVoucherPayment($input: ConfirmVoucherPaymentInput!) {
    confirmVoucherPayment(input: $input) {
      order {
        id
        status
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CertificateOfEnrollment = graphql(`
  query CertificateOfEnrollment($id: ID!) {
    enrollment(id: $id) {
      certificate {
        id
        code
      }
    }
  }
`)
