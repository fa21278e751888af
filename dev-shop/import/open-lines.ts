/** Lines of earlier orders with pieces that have not been taken back. */
export type OpenLine = {
  customerId: string;
  stockCode: string;
  orderKey: string;
  line: number;
  left: number;
};

export type OpenLines = {
  add: (line: OpenLine) => void;
  /** The latest first: people return what they just bought. */
  take: (wanted: {
    customerId: string;
    stockCode: string;
    pieces: number;
  }) => { orderKey: string; line: number; pieces: number }[];
};

export function createOpenLines(): OpenLines {
  const byWhat = new Map<string, OpenLine[]>();
  const keyOf = (of: { customerId: string; stockCode: string }) =>
    `${of.customerId} ${of.stockCode}`;
  return {
    add: (line) => {
      // A guest cannot be told from another, so a guest's lines are never matched.
      if (line.customerId === "") return;
      const lines = byWhat.get(keyOf(line));
      if (lines) lines.push({ ...line });
      else byWhat.set(keyOf(line), [{ ...line }]);
    },
    take: ({ pieces, ...what }) => {
      const lines = byWhat.get(keyOf(what)) ?? [];
      const taken = [];
      let wanted = pieces;
      for (let last = lines.at(-1); last && wanted > 0; last = lines.at(-1)) {
        const part = Math.min(last.left, wanted);
        taken.push({ orderKey: last.orderKey, line: last.line, pieces: part });
        wanted -= part;
        last.left -= part;
        if (last.left === 0) lines.pop();
      }
      return taken;
    },
  };
}
