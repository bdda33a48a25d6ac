/** An id as NXCLOUD or Zalo gives it: a text in one piece, which fits into an index of any database. */
export const nxcloudIdPattern = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
