import { Alert, Button, Code, CopyButton, Group } from '@mantine/core'

/** A secret that the API gives once. */
export const SecretOnce = ({
  name,
  secret,
  onClose,
}: {
  readonly name: string
  readonly secret: string
  readonly onClose: () => void
}) => (
  <Alert color="green" variant="light" title={`${name}: keep it now, it is shown once`} role="status">
    <Code block className="secret">
      {secret}
    </Code>
    <Group mt="sm">
      <CopyButton value={secret}>
        {({ copied, copy }) => (
          <Button size="xs" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
      <Button size="xs" variant="default" onClick={onClose}>
        I have kept it
      </Button>
    </Group>
  </Alert>
)
