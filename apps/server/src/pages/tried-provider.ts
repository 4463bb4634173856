import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { specification } from '../contract/specification.ts'

const found = providerSlugs.find((slug) => slug === specification.components.parameters.Provider?.example)
if (found === undefined) throw new Error('The parameter Provider of the contract has no provider as its example.')

/** The provider whose account calls are tried at in a demo: the one of the contract's examples, which takes them as they are. */
export const triedProvider: ProviderSlug = found
