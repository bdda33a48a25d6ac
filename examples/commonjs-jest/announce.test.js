const { createNxZalo } = require("@nxzalo/core");
const { createSandbox, phoneForCode } = require("@nxzalo/sandbox");
const { createAnnouncer } = require("./announce.js");

/** The service in front of an NXCLOUD of the test's own: in-process, without a port. */
function createService() {
  const { credentials, appKey, fetch, calls, faults } = createSandbox();
  return { announce: createAnnouncer(createNxZalo({ credentials, appKey, fetch })), calls, faults };
}

const parcel = { phone: "84912345678", code: "VN42" };

test("a parcel is announced by one token and one message", async () => {
  const { announce, calls } = createService();
  await expect(announce(parcel)).resolves.toMatchObject({ state: "sent", journeyId: expect.stringMatching(/^\d+$/) });
  expect(calls.map(({ path }) => path)).toEqual(["/v1/zalo/initJourneyToken", "/v1/zalo/mt"]);
});

test("a phone that NXCLOUD refuses is told by its code", async () => {
  const { announce, calls } = createService();
  const refused = await announce({ phone: phoneForCode(9002), code: "VN43" });
  expect(refused).toMatchObject({ state: "refused", code: "phone_rejected" });
  expect(calls).toHaveLength(1);
});

test("a message whose answer is lost is not sent a second time", async () => {
  const { announce, calls, faults } = createService();
  faults.push("code_as_string", "html_502");
  await expect(announce(parcel)).resolves.toMatchObject({ state: "unknown" });
  expect(calls.filter(({ path }) => path === "/v1/zalo/mt")).toHaveLength(1);
});

test("a token whose answer is lost is asked for later", async () => {
  const { announce, calls, faults } = createService();
  faults.push(...Array(10).fill("html_502"));
  await expect(announce(parcel)).resolves.toMatchObject({ state: "later" });
  expect(calls.filter(({ path }) => path === "/v1/zalo/mt")).toHaveLength(0);
});
