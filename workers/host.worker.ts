import { serveHost } from "../src/browser/host-service.ts";
import { openIndexedDbDatastore } from "../src/browser/indexeddb.ts";

serveHost(openIndexedDbDatastore);
