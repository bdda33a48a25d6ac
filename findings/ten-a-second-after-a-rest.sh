#!/usr/bin/env bash
# Ten a second, asked of ten limiters and queues, one of them in two versions: how many go out in the worst second, where the account behind takes ten in any second. One message, and
# 0.95 s later 59 more, after 5 s of rest, as orders come.
#
# Versions: p-queue 9.3.5 and 10.0.0, limiter 4.1.0, bottleneck 2.19.5 (reservoir), p-throttle 8.1.1, throttled-queue 3.0.0, rate-limiter-flexible 11.4.0 (its queue),
# p-ratelimit 1.0.1, async-sema 3.1.1, smart-request-balancer 2.2.0, @d-fischer/rate-limiter 1.1.0; the clock is @sinonjs/fake-timers 15.5.0.
# Seen on 2026-11-30: six send 19: nine in what is left of the window that the one message opened, and ten in the next. p-queue 9 with `intervalCap: 10` sends 29, within
# 50 ms by a real clock too: a third window is begun at once. p-queue 10 sends 19. Asked for `strict`, p-queue and p-throttle keep to ten, and the last four do so by themselves.
# A server that takes ten in any second refuses up to 19 of the 60. With a burst alone, which is how they are tried, all but bottleneck send ten.
# Who is hurt: who paces calls to NXCLOUD or Zalo by one of the six: every refused message is tried again later, or is lost where nothing tries again.
# What follows: take what keeps ten in any second, or an evenly paced one; try it with one call just before the burst.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund nine@npm:p-queue@9.3.5 ten@npm:p-queue@10.0.0 limiter@4.1.0 bottleneck@2.19.5 p-throttle@8.1.1 throttled-queue@3.0.0 \
  rate-limiter-flexible@11.4.0 p-ratelimit@1.0.1 async-sema@3.1.1 smart-request-balancer@2.2.0 @d-fischer/rate-limiter@1.1.0 @sinonjs/fake-timers@15.5.0
cat > count.mjs <<'JS'
import { install } from "@sinonjs/fake-timers";

const clock = install({ now: 1_700_000_000_350 });
const { TimeBasedRateLimiter } = await import("@d-fischer/rate-limiter");
const { RateLimit } = (await import("async-sema")).default;
const { default: Bottleneck } = await import("bottleneck");
const { RateLimiter } = await import("limiter");
const { default: Nine } = await import("nine");
const { pRateLimit } = await import("p-ratelimit");
const { default: pThrottle } = await import("p-throttle");
const { RateLimiterMemory, RateLimiterQueue } = (await import("rate-limiter-flexible")).default;
const { default: Balancer } = await import("smart-request-balancer");
const { default: Ten } = await import("ten");
const { throttledQueue } = await import("throttled-queue");

const second = { limit: 10, interval: 1000 };
const cap = { intervalCap: 10, interval: 1000 };
const limiters = {
  "p-queue 9": (send) => ((queue) => () => queue.add(send))(new Nine(cap)),
  "p-queue 9, strict": (send) => ((queue) => () => queue.add(send))(new Nine({ ...cap, strict: true })),
  "p-queue 10": (send) => ((queue) => () => queue.add(send))(new Ten(cap)),
  limiter: (send) => ((one) => () => one.removeTokens(1).then(send))(new RateLimiter({ tokensPerInterval: 10, interval: "second" })),
  bottleneck: (send) =>
    ((one) => () => one.schedule(send))(new Bottleneck({ reservoir: 10, reservoirRefreshAmount: 10, reservoirRefreshInterval: 1000 })),
  "p-throttle": (send) => pThrottle(second)(send),
  "p-throttle, strict": (send) => pThrottle({ ...second, strict: true })(send),
  "throttled-queue": (send) => ((throttle) => () => throttle(send))(throttledQueue({ maxPerInterval: 10, interval: 1000 })),
  "rate-limiter-flexible": (send) =>
    ((queue) => () => queue.removeTokens(1).then(send))(new RateLimiterQueue(new RateLimiterMemory({ points: 10, duration: 1 }))),
  "p-ratelimit": (send) => ((limit) => () => limit(send))(pRateLimit({ interval: 1000, rate: 10 })),
  "async-sema": (send) => ((wait) => () => wait().then(send))(RateLimit(10)),
  "smart-request-balancer": (send) =>
    ((queue) => () => queue.request(send, "one", "common"))(
      new Balancer({ rules: { common: { rate: 10, limit: 1, priority: 1 } }, overall: { rate: 10, limit: 1 } }),
    ),
  "@d-fischer/rate-limiter": (send) =>
    ((one) => () => one.request(1))(new TimeBasedRateLimiter({ bucketSize: 10, timeFrame: 1000, doRequest: send, logger: { minLevel: "error" } })),
};
for (const [name, create] of Object.entries(limiters)) {
  const sent = [];
  const taken = [];
  const call = create(async () => {
    sent.push(clock.now);
    if (taken.filter((time) => time > clock.now - 1000).length < 10) taken.push(clock.now);
  });
  await clock.tickAsync(5000);
  call();
  await clock.tickAsync(950);
  for (let index = 0; index < 59; index += 1) call();
  for (let step = 0; step < 1500; step += 1) await clock.tickAsync(10);
  const worst = Math.max(...sent.map((from) => sent.filter((time) => time >= from && time < from + 1000).length));
  console.log(`${name}: ${worst} in the worst second, ${sent.length - taken.length} of ${sent.length} refused`);
}
process.exit();
JS
node count.mjs 2>&1 | tee seen
diff seen - <<'SEEN'
p-queue 9: 29 in the worst second, 19 of 60 refused
p-queue 9, strict: 10 in the worst second, 0 of 60 refused
p-queue 10: 19 in the worst second, 9 of 60 refused
limiter: 19 in the worst second, 9 of 60 refused
bottleneck: 19 in the worst second, 9 of 60 refused
p-throttle: 19 in the worst second, 9 of 60 refused
p-throttle, strict: 10 in the worst second, 0 of 60 refused
throttled-queue: 19 in the worst second, 9 of 60 refused
rate-limiter-flexible: 19 in the worst second, 9 of 60 refused
p-ratelimit: 10 in the worst second, 0 of 60 refused
async-sema: 10 in the worst second, 0 of 60 refused
smart-request-balancer: 10 in the worst second, 0 of 60 refused
@d-fischer/rate-limiter: 10 in the worst second, 0 of 60 refused
SEEN
echo "as it was seen"
