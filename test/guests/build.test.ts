import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const build = fileURLToPath(new URL("../../public/guests/build.sh", import.meta.url));

it("has binaries that are what the sources give", () => {
  const said = execFileSync(build, ["--check"], { encoding: "utf8" });
  expect(said).toMatch(
    /^guests: (the binaries are what the sources give|the byte check was left out, .*)\n$/,
  );
}, 60_000);
