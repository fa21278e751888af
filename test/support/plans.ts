/** A node of what EXPLAIN (FORMAT JSON) answers. */
export type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Recheck Cond"?: string;
  Plans?: PlanNode[];
};

/** All nodes of a plan that reach into a table, and by which condition of an index. */
export function reachesOf(plan: PlanNode): { table: string; how: string; condition: string }[] {
  const below = (plan.Plans ?? []).flatMap(reachesOf);
  const table = plan["Relation Name"];
  if (table === undefined || plan["Node Type"] === "ModifyTable") return below;
  // What a bitmap was made of stands below it, in words that repeat here.
  const condition = plan["Index Cond"] ?? plan["Recheck Cond"] ?? "";
  return [{ table, how: plan["Node Type"], condition }, ...below];
}
