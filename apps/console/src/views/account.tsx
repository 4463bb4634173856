import { ViewHead } from '../parts/view-head.tsx'

export const AccountView = ({ id }: { readonly id: string }) => <ViewHead title={id} />
