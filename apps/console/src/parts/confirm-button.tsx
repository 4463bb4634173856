import { Button, type ButtonProps, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { ProblemAlert } from './problem-alert.tsx'

/** A button that asks before its action; the dialog describes the action. */
export const ConfirmButton = ({
  label,
  subject,
  children,
  act,
  error,
  isPending,
  ...button
}: ButtonProps & {
  readonly label: string
  /** What the button is about, for those who hear the button alone. */
  readonly subject: string
  readonly children: ReactNode
  /** Calls back when it is done; a failure stays in the dialog. */
  readonly act: (done: () => void) => void
  readonly error: unknown
  readonly isPending: boolean
}) => {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button size="compact-sm" variant="default" {...button} onClick={open} aria-label={`${label} ${subject}`}>
        {label}
      </Button>
      <Dialog title={`${label} ${subject}?`} isOpen={isOpen} close={close}>
        <Stack>
          <div>{children}</div>
          {error !== null && <ProblemAlert error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button color="red" loading={isPending} onClick={() => act(close)}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  )
}
