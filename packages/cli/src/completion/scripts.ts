/** Shells that complete. */
export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];

/** What a shell is to read once; each then asks `nxzalo __complete SHELL WORDS…` for what may follow. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `_nxzalo() {
  local IFS=$'\\n'
  COMPREPLY=($(nxzalo __complete bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -o bashdefault -F _nxzalo nxzalo`,
  zsh: `#compdef nxzalo
_nxzalo() {
  local -a found
  found=("\${(@f)$(nxzalo __complete zsh "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then _describe nxzalo found; else _files; fi
}
compdef _nxzalo nxzalo`,
  fish: `complete -c nxzalo -a '(nxzalo __complete fish (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
};
