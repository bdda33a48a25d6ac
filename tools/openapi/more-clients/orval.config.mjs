export default {
  gateway: {
    input: "document.json",
    output: {
      target: "generated/orval.ts",
      client: "fetch",
      override: { mutator: { path: "orval-fetch.ts", name: "callGateway" } },
    },
  },
};
