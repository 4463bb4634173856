import { Alert, Anchor, Button, Group, List } from '@mantine/core'
import { shownProblem } from '../problem.ts'

/** A failure in the API's own words, with the page that explains it. */
export const ProblemAlert = ({ error, onRetry }: { error: unknown; onRetry?: (() => unknown) | undefined }) => {
  const { title, detail, faults, link } = shownProblem(error)
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      {detail}
      {faults.length > 0 && (
        <List size="sm" mt="xs">
          {faults.map((fault) => (
            <List.Item key={fault}>{fault}</List.Item>
          ))}
        </List>
      )}
      <Group gap="md" mt="xs">
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={() => onRetry()}>
            Try again
          </Button>
        )}
        {link !== undefined && (
          <Anchor href={link} target="_blank" rel="noreferrer" size="sm">
            What this means
          </Anchor>
        )}
      </Group>
    </Alert>
  )
}
