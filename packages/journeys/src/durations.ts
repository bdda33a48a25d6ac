/** Of one each, in milliseconds. */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** What is due and could not be taken is held by another transaction at the moment: it is looked at again after that. */
export const heldMs = 100;
