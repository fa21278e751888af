type Block = { kind: "example" | "conditions"; title: string; text: string };

/** The blocks of a document that are marked as examples, with the heading they stand under. */
export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let heading = "";
  let open: Block | null = null;
  for (const line of markdown.split("\n")) {
    const [, kind] = /^```yaml (example|conditions)$/.exec(line) ?? [];
    if (open && line === "```") {
      blocks.push(open);
      open = null;
    } else if (open) {
      open.text += `${line}\n`;
    } else if (kind === "example" || kind === "conditions") {
      const number = blocks.filter(({ title }) => title.startsWith(heading)).length + 1;
      open = { kind, title: `${heading}, ${number}`, text: "" };
    } else if (line.startsWith("#")) {
      heading = line.replace(/^#+ /, "");
    }
  }
  return blocks;
}
