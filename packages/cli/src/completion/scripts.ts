/** Shells that complete. */
export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];

/**
 * Bash breaks words at `=` and `:` as well: what stands together is joined again, and of a proposal it wants what comes after the last of
 * these. It does so itself, since bash-completion, whose functions do the same, may not be there.
 */
const bash = `_nxzalo() {
  local IFS=$'\\n' breaks=\${COMP_WORDBREAKS//[!=:]} line=$COMP_LINE word rest at last=0 words=()
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    rest=\${line#"\${line%%[![:space:]]*}"}
    if [[ at -gt 0 && $rest == "$line" && ($word == [=:]* || \${words[last]} == *[=:]) ]]; then
      words[last]+=$word
    else
      last=\${#words[@]}
      words[last]=$word
    fi
    line=\${rest#"$word"}
  done
  word=\${words[last]}
  COMPREPLY=($(nxzalo __complete bash "\${words[@]:1}" 2>/dev/null))
  if [[ $breaks ]]; then COMPREPLY=("\${COMPREPLY[@]#"\${word%"\${word##*[$breaks]}"}"}"); fi
}
complete -o default -o bashdefault -F _nxzalo nxzalo`;

/** What a shell is to read once; each then asks `nxzalo __complete SHELL WORDS…` for what may follow. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash,
  zsh: `#compdef nxzalo
_nxzalo() {
  local -a found
  found=("\${(@f)$(nxzalo __complete zsh "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then _describe nxzalo found; else _files; fi
}
compdef _nxzalo nxzalo`,
  fish: `complete -c nxzalo -a '(nxzalo __complete fish (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
};
