export const createQuestionBank = /* GraphQL */ `
  mutation ($input: CreateQuestionBankInput!) {
    createQuestionBank(input: $input) {
      questionBank {
        id
        title
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const addQuestions = /* GraphQL */ `
  mutation ($input: AddQuestionsInput!) {
    addQuestions(input: $input) {
      questions {
        id
        version
        type
        marks
        options {
          id
          text
        }
        targets {
          id
          text
        }
        blanks
        correctAnswer {
          chosen
        }
        rubric {
          id
          marks
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const reviseQuestion = /* GraphQL */ `
  mutation ($input: ReviseQuestionInput!) {
    reviseQuestion(input: $input) {
      question {
        id
        version
        versionNumber
        prompt
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const createAssessment = /* GraphQL */ `
  mutation ($input: CreateAssessmentInput!) {
    createAssessment(input: $input) {
      assessment {
        id
        status
        totalMarks
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const reviseAssessment = /* GraphQL */ `
  mutation ($input: ReviseAssessmentInput!) {
    reviseAssessment(input: $input) {
      assessment {
        id
        title
        timeLimitSeconds
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const setAssessmentItems = /* GraphQL */ `
  mutation ($input: SetAssessmentItemsInput!) {
    setAssessmentItems(input: $input) {
      assessment {
        id
        totalMarks
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const publishAssessment = /* GraphQL */ `
  mutation ($input: PublishAssessmentInput!) {
    publishAssessment(input: $input) {
      assessment {
        id
        status
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const unpublishAssessment = /* GraphQL */ `
  mutation ($input: UnpublishAssessmentInput!) {
    unpublishAssessment(input: $input) {
      assessment {
        id
        status
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const removeAssessment = /* GraphQL */ `
  mutation ($input: RemoveAssessmentInput!) {
    removeAssessment(input: $input) {
      removedAssessmentId
      userErrors {
        code
        path
      }
    }
  }
`
export const startAttempt = /* GraphQL */ `
  mutation ($input: StartAttemptInput!) {
    startAttempt(input: $input) {
      attempt {
        id
        number
        status
        startedAt
        endsAt
        totalMarks
        questions {
          id
          version
          type
          prompt
          options {
            id
            text
          }
          targets {
            id
            text
          }
          blanks
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const saveAnswer = /* GraphQL */ `
  mutation ($input: SaveAnswerInput!) {
    saveAnswer(input: $input) {
      receipt {
        clientSequence
        isLate
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const submitAttempt = /* GraphQL */ `
  mutation ($input: SubmitAttemptInput!) {
    submitAttempt(input: $input) {
      attempt {
        id
        status
        score
        isPassed
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const grantExtraTime = /* GraphQL */ `
  mutation ($input: GrantExtraTimeInput!) {
    grantExtraTime(input: $input) {
      runningAttempt {
        id
        endsAt
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const claimGrading = /* GraphQL */ `
  mutation ($input: ClaimGradingInput!) {
    claimGrading(input: $input) {
      attempt {
        id
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const gradeAnswer = /* GraphQL */ `
  mutation ($input: GradeAnswerInput!) {
    gradeAnswer(input: $input) {
      attempt {
        id
        status
        score
        isPassed
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const releaseResults = /* GraphQL */ `
  mutation ($input: ReleaseResultsInput!) {
    releaseResults(input: $input) {
      releasedCount
      userErrors {
        code
        path
      }
    }
  }
`
export const previewRegrade = /* GraphQL */ `
  mutation ($input: PreviewRegradeInput!) {
    previewRegrade(input: $input) {
      preview {
        fingerprint
        newlyPassedCount
        noLongerPassedCount
        changes {
          attempt {
            user {
              id
            }
          }
          oldScore
          newScore
          isPassedBefore
          isPassed
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const applyRegrade = /* GraphQL */ `
  mutation ($input: ApplyRegradeInput!) {
    applyRegrade(input: $input) {
      applied {
        changes {
          oldScore
          newScore
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const setGradingRules = /* GraphQL */ `
  mutation ($input: SetGradingRulesInput!) {
    setGradingRules(input: $input) {
      gradingRules {
        dropLowestQuizzes
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const submitAssignment = /* GraphQL */ `
  mutation ($input: SubmitAssignmentInput!) {
    submitAssignment(input: $input) {
      submission {
        id
        number
        lateDays
        latePenaltyPercent
        receipt
        score
        files {
          sha256
          asset {
            id
          }
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const claimSubmission = /* GraphQL */ `
  mutation ($input: ClaimSubmissionInput!) {
    claimSubmission(input: $input) {
      submission {
        id
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const setAssessmentRubric = /* GraphQL */ `
  mutation ($input: SetAssessmentRubricInput!) {
    setAssessmentRubric(input: $input) {
      assessment {
        rubric {
          id
          title
          marks
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const gradeSubmission = /* GraphQL */ `
  mutation ($input: GradeSubmissionInput!) {
    gradeSubmission(input: $input) {
      submission {
        id
        score
        comment
        rubricScores {
          criterion
          marks
        }
      }
      userErrors {
        code
        path
      }
    }
  }
`
export const attempt = /* GraphQL */ `
  query ($id: ID!) {
    attempt(id: $id) {
      id
      status
      endsAt
      submittedAt
      isTimedOut
      score
      scorePercent
      isPassed
      scoreChanges {
        oldScore
        newScore
        reason
        changedBy {
          id
        }
      }
      questions {
        id
        version
        prompt
        score
        comment
        explanation
        clientSequence
        isLate
        answer {
          chosen
          text
          number
          files {
            sha256
            grant
            asset {
              id
            }
          }
        }
        correctAnswer {
          chosen
          text
          number
        }
        options {
          id
          text
        }
      }
    }
  }
`
export const submissionEntity = /* GraphQL */ `
  query ($id: ID!) {
    _entities(representations: [{ __typename: "Submission", id: $id }]) {
      ... on Submission {
        hasReplacedFiles
        files {
          sha256
          grant
          asset {
            id
          }
        }
        score
        comment
        rubricScores {
          criterion
          marks
        }
      }
    }
  }
`
export const courseEntity = /* GraphQL */ `
  query ($id: ID!) {
    _entities(representations: [{ __typename: "Course", id: $id }]) {
      ... on Course {
        assessments {
          id
          title
        }
        schedule {
          happensAt
          moment
          assessment {
            id
          }
        }
        viewerGrade {
          totalPercent
        }
        gradebook {
          edges {
            node {
              totalPercent
              user {
                id
              }
            }
          }
        }
        questionBanks {
          id
        }
      }
    }
  }
`
export const assessment = /* GraphQL */ `
  query ($id: ID!) {
    assessment(id: $id) {
      id
      title
      status
      items {
        drawCount
        marks
        question {
          correctAnswer {
            chosen
          }
        }
      }
      attempts(statuses: [SUBMITTED]) {
        edges {
          node {
            id
          }
        }
      }
      submissions {
        edges {
          node {
            id
            score
          }
        }
      }
      similarities {
        percent
        hasIdenticalFiles
        evidence {
          first {
            start
            end
          }
        }
      }
      viewerAttempts {
        id
      }
    }
  }
`
