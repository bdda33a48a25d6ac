import { cookies } from "next/headers";
import { zalo } from "../lib/zalo";
import { SendButton } from "./send-button";

/** A server action: the token is made, and stays, on the server; the page gets to know which journey it is. */
async function openJourney() {
  "use server";
  const { journeys, sessionOf } = await zalo();
  const { PHONE: phone = "84912345678" } = process.env;
  const order = { phone, tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
  const { journeyId } = await journeys.open(order);
  const jar = await cookies();
  jar.set("session", sessionOf("clerk-7"), { httpOnly: true, sameSite: "strict" });
  jar.set("journey", journeyId, { httpOnly: true, sameSite: "strict" });
}

export default async function Page() {
  const journeyId = (await cookies()).get("journey")?.value;
  if (journeyId) return <SendButton journeyId={journeyId} />;
  return (
    <form action={openJourney}>
      <button type="submit">Mở hành trình</button>
    </form>
  );
}
