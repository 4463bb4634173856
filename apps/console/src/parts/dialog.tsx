import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

/** The frame of every dialog: a title, a button that closes it by name, and no change of the page behind it. */
export const Dialog = ({
  title,
  isOpen,
  close,
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly close: () => void
  readonly children: ReactNode
}) => (
  <Modal opened={isOpen} onClose={close} title={title} lockScroll={false} closeButtonProps={{ 'aria-label': 'Close' }}>
    {children}
  </Modal>
)
