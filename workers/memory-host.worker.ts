import { serveHost } from "../src/browser/host-service.ts";

// A lab in somebody else's page stores nothing there, and its workers need not know how.
serveHost(() => Promise.reject(new Error("A lab in somebody else's page has no database.")));
