interface TapEvent {
  readonly type: string;
  readonly actor?: { readonly id: string } | null;
  readonly subject?: { readonly __typename: string; readonly id?: string } | null;
}

/** What one person says of who had what of a receipt, tap by tap, is one thing: of such a row the newest alone, which stands first. */
export function withoutTaps<Event extends TapEvent>(events: readonly Event[]): readonly Event[] {
  return events.filter(({ type, actor, subject }, index) => {
    const newer = events[index - 1];
    const isSame = newer?.type === type && newer.actor?.id === actor?.id && newer.subject?.id === subject?.id;
    return type !== "receipt.claimed" || !isSame;
  });
}
