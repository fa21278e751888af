import { afterEach, beforeEach, expect } from "vitest";

let complaints: string[] = [];

// A test that expects a complaint replaces console.error itself, with vi.spyOn.
beforeEach(() => {
  complaints = [];
  console.error = (...parts: unknown[]) => {
    complaints.push(
      parts.map((part) => (part instanceof Error ? part.stack : String(part))).join(" "),
    );
  };
});

afterEach(() => {
  expect(complaints, "nothing may be written to console.error").toEqual([]);
});
