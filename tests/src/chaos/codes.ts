/**
 * NXCLOUD's codes by what they promise, written down here once more from its documentation and not taken from core: the two must be
 * able to disagree.
 */
export const refusedCodes: readonly number[] = [
  1000, 1001, 1002, 1003, 1004, 1005, 1006, 1100, 1102, 9000, 9002, 9003, 9004, 9005, 9010, 17009, 17010,
];

/** After these the request may or may not have had its effect; the last one is not documented. */
export const unclearCodes: readonly number[] = [-1, 9001, 9999, 12345];
