/** A webhook's body before it is written as JSON. */
export type Payload = Record<string, unknown>;
