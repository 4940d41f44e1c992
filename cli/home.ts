/** The demonstration's folder: the flag, else TIP_HUB_HOME, else the project's own. The only reading of the environment in this program. */
export const homeOf = (flags: { readonly home?: string }): { readonly home?: string } => {
  const home = flags.home ?? process.env.TIP_HUB_HOME
  return home === undefined ? {} : { home }
}
