import { expect, it } from "vitest";
import { wordsOfAddresses } from "../../../tools/serve/addresses.ts";

const local = ["http://localhost:4173/"];

it("says where the lab is on this computer and in the room, with a code for the room's", () => {
  const network = ["http://192.168.1.5:4173/", "http://10.0.0.2:4173/"];
  const words = wordsOfAddresses({ local, network }, (address) => `<code of ${address}>`);
  expect(words.split("\n").filter((line) => line !== "")).toEqual([
    "On this computer:  http://localhost:4173/",
    "In this room:      http://192.168.1.5:4173/  http://10.0.0.2:4173/",
    "<code of http://192.168.1.5:4173/>",
  ]);
});

it("says where there is no network to be found in", () => {
  const words = wordsOfAddresses({ local, network: [] }, () => "<code>");
  expect(words).toContain("in no local network");
  expect(words).not.toContain("<code>");
});
