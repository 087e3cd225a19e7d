import fc from "fast-check";

// Properties draw the same values at every run, so that a run that passes passes again. `PROPERTY_SEED=…` draws others;
// the fuzzer is what goes on looking for new ones.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
