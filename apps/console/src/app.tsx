import { createTheme, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryClient } from './api.ts'
import { session, useSession } from './session.ts'
import { Shell } from './shell.tsx'
import { TokenPrompt } from './views/token-prompt.tsx'

/** Only a demo says its token. */
const demoToken = document.querySelector('meta[name="rollcall-demo-token"]')?.getAttribute('content')
if (demoToken) session.begin(demoToken)

const theme = createTheme({ cursorType: 'pointer', defaultRadius: 'md', respectReducedMotion: true })

/** No style tags: the policy of the page allows files alone. */
export const App = () => (
  <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
    <QueryClientProvider client={queryClient}>
      <Gate />
    </QueryClientProvider>
  </MantineProvider>
)

const Gate = () => {
  const { token, reason } = useSession()
  useEffect(() => {
    // What one token has read is nothing for the next one.
    if (token === undefined) queryClient.clear()
  }, [token])
  return token === undefined ? <TokenPrompt reason={reason} /> : <Shell isDemo={token === demoToken} />
}
