/** The demonstration's folder: the flag, else TIP_HUB_HOME, else the project's own. This file is the only reading of the environment in this program. */
export const homeOf = (flags: { readonly home?: string }): { readonly home?: string } => {
  const home = flags.home ?? process.env.TIP_HUB_HOME
  return home === undefined ? {} : { home }
}

/** Variables of this process, for the names that an agency's file gives. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env
