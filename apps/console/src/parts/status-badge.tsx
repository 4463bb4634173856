import { Badge } from '@mantine/core'
import { words } from '../words.ts'

/** States, outcomes and their kind; an unknown one of a newer server is neutral. */
const colours: Readonly<Record<string, string>> = {
  active: 'green',
  succeeded: 'green',
  delivered: 'green',
  'switched-off': 'green',
  found: 'blue',
  'would-be-switched-off': 'blue',
  connecting: 'blue',
  pending: 'blue',
  running: 'blue',
  refused: 'yellow',
  cannot: 'yellow',
  ambiguous: 'yellow',
  'refused-self': 'yellow',
  unfinished: 'yellow',
  'outcome-unknown': 'red',
  needs_reauth: 'red',
  validation_error: 'red',
  post_install_error: 'red',
  failed: 'red',
  dead: 'red',
}

export const StatusBadge = ({ name }: { readonly name: string }) => (
  <Badge variant="light" color={colours[name] ?? 'gray'} tt="none" className="status">
    {words(name)}
  </Badge>
)
