import { Badge, Button, Loader } from '@mantine/core'
import { unwrap } from '@rollcall/client'
import { useQuery } from '@tanstack/react-query'
import { client } from '../api.ts'
import { shownProblem } from '../problem.ts'

/** One live call to the vendor, for one user: how long it took, or what the API says about its failure. */
export const Health = ({ id, isAsked }: { readonly id: string; readonly isAsked: boolean }) => {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['health', id],
    enabled: isAsked,
    queryFn: async ({ signal }) => {
      const began = performance.now()
      const query = { integrated_account_id: id, limit: 1, truto_ignore_remote_data: true }
      unwrap(await client.GET('/unified/crm/users', { params: { query }, signal }))
      return Math.round(performance.now() - began)
    },
  })
  if (isFetching) return <Loader size="xs" role="status" aria-label="The vendor is asked" />
  if (error !== null) {
    const { title, detail } = shownProblem(error)
    return (
      <>
        <Badge variant="light" color="red" tt="none">
          {title}
        </Badge>
        <div className="sub">{detail}</div>
      </>
    )
  }
  if (data === undefined) {
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => refetch()}>
        Check
      </Button>
    )
  }
  return (
    <Badge variant="light" color="green" tt="none">
      Answers in {data} ms
    </Badge>
  )
}
