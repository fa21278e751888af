import { connect } from "node:net";
import { expect, test } from "vitest";
import { anInstalledLaurel } from "#test/shopify/a-laurel.ts";

test("an address that is none is refused, and the server goes on", async () => {
  const { url } = await anInstalledLaurel();
  for (const address of ["//", "///", "http://[", "//proxy:x/", "/\\", "*", "http://"]) {
    expect(await statusOf(url, address), address).toMatch(/^HTTP\/1\.1 [24]0\d /);
  }
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

/** `fetch` would tidy the address up first. */
function statusOf(url: string, address: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${address} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    });
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("error", reject);
    socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
  });
}
