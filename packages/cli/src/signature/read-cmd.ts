/** Each argument in `^"…^"`, or lines that end in ` ^`: what no other shell has before its first quote. */
const isCmd = /^[^'"]*\^"|^[^\n]* \^\r?\n/;

/**
 * A command as Chrome's "Copy as cURL (cmd)" writes it, as a POSIX shell would have it; any other text as it is. A caret stands before what
 * cmd might act on: before a line end it joins two lines, and before two of them it stands for one.
 */
export const withoutCarets = (text: string): string =>
  isCmd.test(text)
    ? text.replace(/\^(?:\r?\n)?(\r?\n|.)/gs, (_, escaped: string) => (/\n$/.test(escaped) ? "\n" : escaped))
    : text;
