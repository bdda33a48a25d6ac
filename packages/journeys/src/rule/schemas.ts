import {
  forgetPersonInput,
  openJourneyInput,
  perSettings,
  searchJourneysInput,
  searchReceiptsInput,
  sendMessageInput,
} from "@nxzalo/core/schemas";

/** What comes in, as schemas that are built once: building one costs more than using it. */
export const schemasOf = {
  open: /* @__PURE__ */ perSettings(openJourneyInput),
  send: /* @__PURE__ */ perSettings(sendMessageInput),
  search: /* @__PURE__ */ perSettings(searchJourneysInput),
  searchReceipts: /* @__PURE__ */ perSettings(searchReceiptsInput),
  forget: /* @__PURE__ */ perSettings(forgetPersonInput),
};
