import { Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

/** The heading of a view, which is the title of the page too, with what can be done there. */
export const ViewHead = ({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) => {
  useEffect(() => {
    document.title = `${title} · Rollcall`
  }, [title])
  return (
    <div className="view-head">
      <div>
        <Title order={1} size="h2" tabIndex={-1}>
          {title}
        </Title>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {children !== undefined && <div className="actions">{children}</div>}
    </div>
  )
}
