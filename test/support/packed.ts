/** The npm package as its users have it: packed, and installed into an empty folder. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of somebody who has installed the package. */
export class PackageUser {
  readonly folder = mkdtempSync(join(tmpdir(), "package-user-"));

  /** The packed package. */
  get tarball(): string {
    return join(this.folder, "packed", `quick-resume-lab-${this.#version}.tgz`);
  }

  /** Where it is installed. */
  get installed(): string {
    return join(this.folder, "node_modules/quick-resume-lab");
  }

  get #version(): string {
    return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
  }

  /** Makes the package, packs it and installs it; without the widget `--engine-only` is one of the options. */
  async install(...options: string[]): Promise<void> {
    const made = join(this.folder, "made");
    const packed = join(this.folder, "packed");
    mkdirSync(packed);
    await run(
      process.execPath,
      [join(ROOT, "tools/run.mjs"), "tools/cli/package.ts", "--to", made, ...options],
      { cwd: ROOT },
    );
    await run("npm", ["pack", "--pack-destination", packed], { cwd: made });
    writeFileSync(join(this.folder, "package.json"), '{ "private": true }');
    await run("npm", ["install", this.tarball, "--offline", "--no-audit"], { cwd: this.folder });
  }

  /** Writes a file of the user's. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs a command in the user's folder; what it keeps is kept there, too. */
  command(name: string, ...texts: string[]): Promise<Ended> {
    const env = { ...process.env, XDG_CACHE_HOME: join(this.folder, "cache") };
    return ended(run(name, texts, { cwd: this.folder, env, maxBuffer: 2 ** 26 }));
  }

  leave(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A command of the repository, in its root. */
export function repositoryCommand(name: string, ...texts: string[]): Promise<Ended> {
  return ended(run(name, texts, { cwd: ROOT, maxBuffer: 2 ** 26 }));
}

function ended(running: Promise<{ stdout: string; stderr: string }>): Promise<Ended> {
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr: ownWords(stderr) }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr: ownWords(stderr) }),
  );
}

/** npm itself may warn about its configuration; that is not what was run. */
function ownWords(stderr: string): string {
  return stderr.replaceAll(/^npm warn .*\n/gm, "");
}
