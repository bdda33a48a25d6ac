import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "nxzalo-testing/loopback";
import { findProgram } from "../debian/find-program.mjs";
import { root } from "../public-packages.ts";

/** A Prometheus that scrapes a gateway every second. */
export interface LivePrometheus {
  /** The names of the alarms that fire. */
  firing(): Promise<ReadonlySet<string>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly data: {
    readonly alerts: readonly { readonly state: string; readonly labels: { readonly alertname: string } }[];
  };
}

/** Starts Debian's Prometheus with our rules; `metricsUrl` is scraped. */
export async function startPrometheus(metricsUrl: string): Promise<LivePrometheus> {
  const program = findProgram("prometheus");
  if (!program) throw new Error("the drill needs Prometheus: Debian's package prometheus");
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-prometheus-"));
  const { host } = new URL(metricsUrl);
  const config = {
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: [join(root, "ops/prometheus/rules.yml")],
    scrape_configs: [{ job_name: "nxzalo", static_configs: [{ targets: [host] }] }],
  };
  const file = join(folder, "prometheus.yml");
  await writeFile(file, JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
  ];
  const child = spawn(program, args, { stdio: "ignore" });
  const ended = once(child, "exit");
  const firing = async () => {
    const { data } = (await (await fetch(`http://${address}/api/v1/alerts`)).json()) as Answer;
    return new Set(data.alerts.filter(({ state }) => state === "firing").map(({ labels }) => labels.alertname));
  };
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await delay(200)) {
    if (
      await firing().then(
        () => true,
        () => false,
      )
    )
      break;
  }
  return {
    firing,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
