import { Badge, Burger, Button, Drawer, Group, NavLink, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { hrefOf, useRoute } from './route.ts'
import { session } from './session.ts'
import { AccountView } from './views/account.tsx'
import { Accounts } from './views/accounts.tsx'
import { AuditLog } from './views/audit-log.tsx'
import { OauthApps } from './views/oauth-apps.tsx'
import { People } from './views/people.tsx'
import { Tokens } from './views/tokens.tsx'
import { UserView } from './views/user.tsx'
import { WebhookView } from './views/webhook.tsx'
import { Webhooks } from './views/webhooks.tsx'

const places = [
  ['accounts', 'Accounts'],
  ['people', 'People'],
  ['log', 'Audit log'],
  ['tokens', 'API tokens'],
  ['oauth-apps', 'OAuth apps'],
  ['webhooks', 'Webhooks'],
] as const

const Places = ({ current, onChoose }: { current: string; onChoose?: () => void }) => (
  <nav aria-label="Console">
    {places.map(([place, label]) => (
      <NavLink
        key={place}
        href={hrefOf(place)}
        label={label}
        active={place === current}
        aria-current={place === current ? 'page' : undefined}
        onClick={() => onChoose?.()}
      />
    ))}
    <NavLink href="/docs" label="API reference" className="quiet" />
  </nav>
)

const SchemeChoice = () => {
  // To hold transitions back it would write a style tag, which the policy of the page forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <SegmentedControl
      aria-label="Colours"
      size="xs"
      value={colorScheme}
      onChange={setColorScheme}
      data={[
        { value: 'auto', label: 'Auto' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  )
}

const View = ({ route }: { route: readonly string[] }) => {
  const [place, id, part, userId] = route
  if (place === 'accounts' && id !== undefined && part === 'users' && userId !== undefined) {
    return <UserView key={userId} accountId={id} userId={userId} />
  }
  if (place === 'accounts' && id !== undefined) return <AccountView key={id} id={id} />
  if (place === 'people') return <People />
  if (place === 'log') return <AuditLog />
  if (place === 'tokens') return <Tokens />
  if (place === 'oauth-apps') return <OauthApps />
  if (place === 'webhooks') return id === undefined ? <Webhooks /> : <WebhookView key={id} id={id} />
  return <Accounts />
}

/** Header, places and the view of the address. */
export const Shell = ({ isDemo }: { isDemo: boolean }) => {
  const route = useRoute()
  const place = route[0] ?? 'accounts'
  const [isOpen, { close, toggle }] = useDisclosure()
  const address = route.join('/')
  const main = useRef<HTMLElement>(null)
  const shown = useRef(address)
  useEffect(() => {
    if (shown.current === address) return
    shown.current = address
    // As after the load of a page: a reader begins at its heading.
    main.current?.querySelector('h1')?.focus()
    scrollTo(0, 0)
  }, [address])
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => main.current?.querySelector('h1')?.focus()}>
        Go to the content
      </button>
      <section className="header" aria-label="Session">
        <Group gap="sm" wrap="nowrap">
          <Burger
            className="narrow"
            size="sm"
            opened={isOpen}
            onClick={toggle}
            aria-label="Menu"
            aria-expanded={isOpen}
          />
          <a className="brand" href={hrefOf('accounts')}>
            Rollcall
          </a>
          {isDemo && <Badge variant="light">Demo</Badge>}
        </Group>
        <Group gap="sm" wrap="nowrap">
          <div className="wide">
            <SchemeChoice />
          </div>
          <Button variant="default" size="xs" onClick={() => session.end()}>
            Forget token
          </Button>
        </Group>
      </section>
      <div className="side wide">
        <Places current={place} />
      </div>
      <Drawer
        opened={isOpen}
        onClose={close}
        title="Menu"
        size="xs"
        lockScroll={false}
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <Places current={place} onChoose={close} />
        <div className="drawer-foot">
          <SchemeChoice />
        </div>
      </Drawer>
      <main id="main" className="main" ref={main}>
        <View route={route} />
      </main>
    </div>
  )
}
