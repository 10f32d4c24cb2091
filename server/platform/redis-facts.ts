/** What whoever looks after Redis wants to know of it. */
export interface RedisFacts {
  /** Bytes that it uses, and the most that it may; the most is 0 where it may use all that there is. */
  memory(): Promise<{ readonly used: number; readonly most: number }>;
}
