/** What the lab uses of the browser's Trusted Types, of which not every browser has any. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

/** The name that a host page has to allow, beside Svelte's `svelte-trusted-html`, where it lists policies. */
const POLICY = "quick-resume-lab";

const policy = policyOf((globalThis as { trustedTypes?: TrustedTypes }).trustedTypes);

function policyOf(types: TrustedTypes | undefined) {
  try {
    return types?.createPolicy(POLICY, { createScriptURL: own }) ?? null;
  } catch {
    // A host page whose list lacks the name: the browser will say so where a script is started.
    return null;
  }
}

/** The lab's own folder; empty until the page has named it. It is the page's: a page has one policy, however many labs. */
let folder = "";

/** Lets scripts start that lie in the folder of this address, where the page lies. Until then only those made in the page may. */
export function trustFolderOf(base: string): void {
  folder = new URL(".", base).href;
}

/** Passes on what was made in this page and what lies in its folder. */
function own(address: string): string {
  const { href, protocol } = new URL(address);
  if (protocol === "blob:" || (folder !== "" && href.startsWith(folder))) return address;
  throw new TypeError("A script from elsewhere is not started.");
}

/** The whole address of one of the lab's own scripts, in the form in which a page that requires Trusted Types takes it. */
export function scriptAddress(address: string): string {
  return policy ? policy.createScriptURL(address) : address;
}
