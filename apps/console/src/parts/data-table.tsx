import { Button, Loader, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { counted, pluralOf } from '../words.ts'
import { ProblemAlert } from './problem-alert.tsx'

export interface Column<Row> {
  readonly name: string
  readonly cell: (row: Row) => ReactNode
  /** Not shown as a label where the rows are stacked. */
  readonly isLead?: boolean
}

/** As much of an endless query as a table needs. */
export interface Pages<Row> {
  readonly data: { readonly pages: readonly { readonly result: readonly Row[] }[] } | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly isFetchingNextPage: boolean
  readonly hasNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

interface Shape<Row> {
  /** What the table shows, for those who do not see it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
}

/** Rows as a table; on a narrow screen as a stack of cards, where the roles keep what the layout would take away. */
export const DataTable = <Row,>({ label, columns, idOf, rows }: Shape<Row> & { readonly rows: readonly Row[] }) => (
  <Table className="stacked" role="table" aria-label={label} highlightOnHover verticalSpacing="xs">
    <Table.Thead role="rowgroup">
      <Table.Tr role="row">
        {columns.map(({ name }) => (
          <Table.Th key={name} role="columnheader" scope="col">
            {name}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody role="rowgroup">
      {rows.map((row) => (
        <Table.Tr role="row" key={idOf(row)}>
          {columns.map(({ name, cell, isLead }) => (
            <Table.Td key={name} role="cell" data-label={isLead === true ? undefined : name}>
              <div className="cell">{cell(row)}</div>
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
)

/** A list of the API, page after page. */
export const EndlessTable = <Row,>({
  pages,
  noun,
  empty,
  ...shape
}: Shape<Row> & { readonly pages: Pages<Row>; readonly noun: string; readonly empty: ReactNode }) => {
  const { data, error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = pages
  const rows = data?.pages.flatMap(({ result }) => result) ?? []
  if (isPending) return <Loading label={`Loading ${pluralOf(noun)}`} />
  return (
    <div className="table-box" aria-busy={isFetching}>
      {error !== null && error !== undefined && <ProblemAlert error={error} onRetry={refetch} />}
      {rows.length > 0 && <DataTable {...shape} rows={rows} />}
      {rows.length === 0 && !error && <div className="empty">{empty}</div>}
      {rows.length > 0 && (
        <div className="table-foot">
          <span role="status">
            {counted(rows.length, noun)}
            {hasNextPage ? ' so far' : ''}
          </span>
          {hasNextPage && (
            <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
              Show more
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

export const Loading = ({ label }: { readonly label: string }) => (
  <div className="loading" role="status">
    <Loader size="sm" aria-hidden />
    <span>{label}…</span>
  </div>
)
