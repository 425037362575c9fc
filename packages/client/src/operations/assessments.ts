import { graphql } from '../generated/index.ts'

export const CreateQuestionBank = graphql(`
  mutation CreateQuestionBank($input: CreateQuestionBankInput!) {
    createQuestionBank(input: $input) {
      questionBank {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const AddQuestions = graphql(`
  mutation AddQuestions($input: AddQuestionsInput!) {
    addQuestions(input: $input) {
      questions {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateAssessment = graphql(`
  mutation CreateAssessment($input: CreateAssessmentInput!) {
    createAssessment(input: $input) {
      assessment {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const SetAssessmentItems = graphql(`
  mutation SetAssessmentItems($input: SetAssessmentItemsInput!) {
    setAssessmentItems(input: $input) {
      assessment {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const PublishAssessment = graphql(`
  mutation PublishAssessment($input: PublishAssessmentInput!) {
    publishAssessment(input: $input) {
      assessment {
        id
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
