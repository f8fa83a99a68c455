// Compares pairs of schemas as an incumbent of Node does: JSON lines in, a verdict a line out.
//
//     node peers.mjs PEER FOLDER < pairs
//
// Each line holds `old` and `new`, and the question is whether `new` reads what `old` wrote. Only the
// incumbent that is meant is loaded, from the packages in FOLDER.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.argv[3] + "/");

const PEERS = {
  // A resolver that cannot be made is the refusal.
  avsc() {
    const avro = require("avsc");
    return (old, next) => {
      const [reader, writer] = [next, old].map((side) => avro.Type.forSchema(side));
      try {
        reader.createResolver(writer);
        return true;
      } catch {
        return false;
      }
    };
  },
  "json-schema-diff-validator"() {
    const { validateSchemaCompatibility } = require("json-schema-diff-validator");
    return (old, next) => {
      try {
        validateSchemaCompatibility(old, next);
        return true;
      } catch (error) {
        if (error.name === "AssertionError" || error.code === "ERR_ASSERTION") return false;
        throw error;
      }
    };
  },
};

const compare = PEERS[process.argv[2]]();
for await (const line of createInterface({ input: process.stdin })) {
  const { old, new: next } = JSON.parse(line);
  try {
    console.log(compare(old, next) ? "compatible" : "incompatible");
  } catch (error) {
    console.log(`none: ${error.name}`);
  }
}
