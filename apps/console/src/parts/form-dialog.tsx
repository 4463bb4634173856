import { Button, type ButtonProps, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { FormEvent, ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { ProblemAlert } from './problem-alert.tsx'

/** A button that opens a form; the form's failure stays with it. */
export const FormDialog = ({
  label,
  subject,
  title,
  submit,
  children,
  act,
  error,
  isPending,
  ...button
}: ButtonProps & {
  readonly label: string
  /** What the button is about, where its label alone does not say it. */
  readonly subject?: string
  readonly title: string
  readonly submit: string
  readonly children: ReactNode
  /** Calls back when it is done. */
  readonly act: (done: () => void) => void
  readonly error: unknown
  readonly isPending: boolean
}) => {
  const [isOpen, { open, close }] = useDisclosure()
  const send = (event: FormEvent) => {
    event.preventDefault()
    act(close)
  }
  return (
    <>
      <Button {...button} onClick={open} aria-label={subject === undefined ? undefined : `${label} ${subject}`}>
        {label}
      </Button>
      <Dialog title={title} isOpen={isOpen} close={close}>
        <Stack component="form" onSubmit={send}>
          {children}
          {error !== null && <ProblemAlert error={error} />}
          <Button type="submit" loading={isPending}>
            {submit}
          </Button>
        </Stack>
      </Dialog>
    </>
  )
}
