import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Answer } from "../api.js";

/** Somebody who listens, comes back whenever the line is cut, and goes on behind what they heard last. */
export class Listening {
  /** By group, the numbers of what `groupEvents` told. */
  readonly heard: ReadonlyMap<string, number[]>;
  /** By group, the numbers of what `viewerEvents` told. */
  readonly told: ReadonlyMap<string, number[]>;
  private cursor: string;
  private readonly client: Client;

  constructor(url: () => string, token: string, groups: readonly { readonly id: string }[], cursor: string) {
    this.cursor = cursor;
    this.heard = new Map(groups.map(({ id }) => [id, []]));
    this.told = new Map(groups.map(({ id }) => [id, []]));
    this.client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${token}` },
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: () => sleep(100),
      keepAlive: 5_000,
    });
    for (const { id } of groups) this.hearGroup(id);
    this.hearAll();
  }

  private hearGroup(groupId: string): void {
    const heard = this.heard.get(groupId)!;
    this.hear(
      "subscription ($id: ID!, $after: Int) { groupEvents(groupId: $id, after: $after) { seq } }",
      () => ({ id: groupId, after: heard.at(-1) ?? 0 }),
      ({ groupEvents }) => void heard.push(groupEvents.seq),
    );
  }

  private hearAll(): void {
    this.hear(
      "subscription ($after: String) { viewerEvents(after: $after) { cursor groupId event { seq } } }",
      () => ({ after: this.cursor }),
      ({ viewerEvents }) => {
        this.told.get(viewerEvents.groupId)!.push(viewerEvents.event.seq);
        this.cursor = viewerEvents.cursor;
      },
    );
  }

  /** An error ends a subscription and not the wish for it: where the database was away just then, it begins again. */
  private hear(query: string, variables: () => Record<string, unknown>, note: (data: Answer) => void): void {
    const again = () => void sleep(200).then(() => this.hear(query, variables, note));
    let isRefused = false;
    this.client.subscribe<Answer>(
      {
        query,
        get variables() {
          return variables();
        },
      },
      {
        next: ({ data, errors }) => {
          if (errors) isRefused = true;
          else note(data);
        },
        error: again,
        complete: () => isRefused && again(),
      },
    );
  }

  close(): void {
    void this.client.dispose();
  }
}
