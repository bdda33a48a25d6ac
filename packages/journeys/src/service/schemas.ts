import {
  forgetPersonInput,
  memoize,
  openJourneyInput,
  searchJourneysInput,
  searchReceiptsInput,
  sendMessageInput,
} from "@nxzalo/core/schemas";

/** What comes in, as schemas that are built once: building one costs more than using it. */
export const schemasOf = {
  open: /* @__PURE__ */ memoize(openJourneyInput),
  send: /* @__PURE__ */ memoize(sendMessageInput),
  search: /* @__PURE__ */ memoize(searchJourneysInput),
  searchReceipts: /* @__PURE__ */ memoize(searchReceiptsInput),
  forget: /* @__PURE__ */ memoize(forgetPersonInput),
};
