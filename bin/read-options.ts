import { parseArgs, type ParseArgsConfig } from "node:util";

type Asked<T extends ParseArgsConfig> = ReturnType<typeof parseArgs<T>>;

/**
 * A command's options and arguments, as `parseArgs` reads them. With `--help` it says how the
 * command is used and ends with status 0; where they make no sense, with what is wrong and 2.
 */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T): Asked<T> {
  if (process.argv.slice(2).some((word) => word === "--help" || word === "-h")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(usage, error instanceof Error ? error.message : String(error));
  }
}

/** Says what is wrong with a command and how it is used, and ends with status 2. */
export function refuse(usage: string, problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}
