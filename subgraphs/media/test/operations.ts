const userErrors = 'userErrors { code path }'
const assetFields = /* GraphQL */ `
  id
  kind
  state
  isPlayable
  percent
  filename
  contentType
  sizeBytes
  durationSeconds
  width
  height
  waitingFor
  viewerCanManage
  owner {
    id
  }
  failure {
    reason
    message
  }
  captions {
    language
    label
  }
  versions {
    number
    state
  }
  playback {
    masterPlaylistUrl
    posterUrl
    captions {
      language
      label
      url
    }
    expiresAt
  }
  download {
    url
    expiresAt
  }
`

export const CreateUpload = /* GraphQL */ `
  mutation ($input: CreateUploadInput!) {
    createUpload(input: $input) {
      asset { id state }
      upload { url contentType expiresAt }
      ${userErrors}
    }
  }
`
export const CompleteUpload = /* GraphQL */ `
  mutation ($input: CompleteUploadInput!) {
    completeUpload(input: $input) { asset { id state } ${userErrors} }
  }
`
export const RetryMedia = /* GraphQL */ `
  mutation ($input: RetryMediaInput!) {
    retryMedia(input: $input) { asset { id state } ${userErrors} }
  }
`
export const DeleteMedia = /* GraphQL */ `
  mutation ($input: DeleteMediaInput!) {
    deleteMedia(input: $input) { asset { id } ${userErrors} }
  }
`
export const AddCaptions = /* GraphQL */ `
  mutation ($input: AddCaptionsInput!) {
    addCaptions(input: $input) { asset { id captions { language label } } ${userErrors} }
  }
`
export const RemoveCaptions = /* GraphQL */ `
  mutation ($input: RemoveCaptionsInput!) {
    removeCaptions(input: $input) { asset { id captions { language label } } ${userErrors} }
  }
`
export const ReadAsset = /* GraphQL */ `
  query ($id: ID!) {
    mediaAsset(id: $id) { ${assetFields} }
  }
`
export const MyMedia = /* GraphQL */ `
  query ($first: Int!, $after: String) {
    myMedia(first: $first, after: $after) {
      edges { node { ${assetFields} } }
      pageInfo { hasNextPage endCursor }
    }
  }
`
export const ReadReferences = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on MediaAsset { ${assetFields} }
    }
  }
`
export const WatchAsset = /* GraphQL */ `
  subscription ($id: ID!) {
    mediaAssetUpdated(id: $id) {
      id
      state
      percent
    }
  }
`
