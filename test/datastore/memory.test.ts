import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { describeDatastore } from "./contract.ts";

describeDatastore("MemoryDatastore", async () => {
  const one = new MemoryDatastore();
  return { one, other: new MemoryDatastore(one.contents) };
});
