const { isNxZaloError } = require("@nxzalo/core");

/** Tells a parcel's recipient that it is on its way; gives what the shop's table keeps of it. */
exports.createAnnouncer = (client) => async (parcel) => {
  const { phone, code } = parcel;
  let isOpen = false;
  try {
    const { journeyId, token } = await client.initJourneyToken({ phone, tokenType: "token_logistics_7" });
    isOpen = true;
    const templateData = { order: code, status: "Đang giao" };
    const message = { phone, journeyToken: token, templateId: "133214", templateData };
    const { requestId } = await client.sendTemplate(message);
    return { state: "sent", journeyId, requestId };
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    // What may have been sent is not sent again: that would be paid again. A token costs nothing, and is asked for again.
    const isUnknown = error.outcome === "unknown";
    const state = isUnknown && isOpen ? "unknown" : isUnknown || error.retryable ? "later" : "refused";
    return { state, code: error.code, hint: error.hint };
  }
};
