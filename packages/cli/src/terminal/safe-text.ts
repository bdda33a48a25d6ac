/** Controls of terminals (C0, C1, DEL), and characters that turn the direction of what follows. */
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others as it may stand in a terminal: one line, without what a terminal would act on. */
export const safeText = (text: string): string => text.replace(/[\r\n\t]+/g, " ").replace(unsafe, "\ufffd");
