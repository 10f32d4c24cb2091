import type { Viewer } from "../../platform/actor.js";
import type { NewEvent } from "../../platform/events/event.js";
import type { EventType } from "../../platform/events/event-type.js";
import { type Request, requestToChange, requestToCreate } from "../../platform/requests.js";
import { InvalidFields, notFound } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import { groupIdOf, type LockedGroup, lockGroup } from "./group.access.js";
import type { Act } from "./rights.js";

/** What the work of a write is given. */
interface Work<Input, Form> {
  readonly tx: Tx;
  readonly viewer: Viewer;
  readonly locked: LockedGroup;
  readonly input: Input;
  /** What `form` read of the input. */
  readonly form: Form;
  /** Where the work says what is wrong with the input; whatever it holds at the end refuses the write. */
  readonly invalid: InvalidFields;
}

type Happened<Thing, Type extends EventType<Thing>> = Pick<
  NewEvent<Thing>,
  "subjectId" | "subjectVersion" | "changes" | "things"
> & { readonly type: Type };

/**
 * What a write has done: nothing, where things were so already, or one event. An event that moves balances cannot be
 * without its postings, given the event's number.
 */
export type Written<Thing = unknown> =
  | { readonly type: null; readonly subjectId: string }
  | (Happened<Thing, EventType<Thing, "NOTHING">> & { readonly post?: undefined })
  | (Happened<Thing, EventType<Thing, "BALANCES">> & { readonly post: (eventSeq: number) => Promise<void> });

interface GroupWrite<Input, Form> {
  /** The mutation's name: requests are remembered under it. */
  readonly mutation: string;
  /** What the viewer must be allowed to do in the group. */
  readonly act: Act | ((input: Input) => Act);
  /** The group's id, or of which table the thing is whose group it is; that has the input's `id`, or another that it has. */
  readonly group: ((input: Input) => string) | { readonly of: string; readonly by?: (input: Input) => string };
  /** The table that gets a new row; left out where something is changed. Says how the request is known again. */
  readonly creates?: string;
  /** Reads what can be read of the input without knowing the group; what is wrong is refused once the right is known. */
  readonly form?: (input: Input, invalid: InvalidFields) => Form;
  /** Says what else is wrong with the input, given the group; refused together with what `form` found. */
  readonly judge?: (work: Work<Input, Form>) => Promise<void> | void;
  /** A repeat is answered before the door: for whoever cannot pass it again. */
  readonly endsAccess?: boolean;
  readonly work: (work: Work<Input, Form>) => Promise<Written>;
}

/**
 * A write of one group, as a value: asked for by its mutation, and by whoever makes the same change for another reason
 * (a demo, an import). It holds the protocol that every write keeps, in this order: the form is read; the group is locked,
 * if the viewer may; a request that was carried out is answered by what it did; a bad form is refused, and not before,
 * because a stranger must not learn what is wrong with it; the work is done; what it found wrong is refused; one event is
 * recorded; the ledger follows it; the request is remembered. Answers the id of what it was about.
 */
export function groupWrite<Input extends object, Form = undefined>(
  spec: GroupWrite<Input, Form>,
): (tx: Tx, viewer: Viewer, input: Input) => Promise<string> {
  const { act, form, work } = spec;
  return async (tx, viewer, input) => {
    const invalid = new InvalidFields();
    const read = form?.(input, invalid) as Form;
    const request = requestOf(spec, viewer, input);
    const before = spec.endsAccess ? await tx.replayOf(request, tx.before) : null;
    if (before !== null) return before;
    const groupId = await groupOf(spec, tx, input);
    const locked = await lockGroup(tx, viewer, groupId, typeof act === "function" ? act(input) : act, request);
    if (locked.earlier !== null) return locked.earlier;
    const given = { tx, viewer, locked, input, form: read, invalid };
    await spec.judge?.(given);
    invalid.refuse();
    const written = await work(given);
    invalid.refuse();
    await record(tx, locked, written);
    await tx.remember(request, written.subjectId);
    return written.subjectId;
  };
}

async function record(tx: Tx, locked: LockedGroup, written: Written): Promise<void> {
  if (written.type === null) return;
  const { post, ...event } = written;
  const seq = await tx.record({ ...event, groupId: locked.group.id, actorId: locked.viewerMember.id });
  await post?.(seq);
}

function requestOf<Input extends object>(
  { mutation, creates }: Pick<GroupWrite<Input, never>, "mutation" | "creates">,
  viewer: Viewer,
  input: Input,
): Request {
  return creates === undefined
    ? requestToChange(viewer, mutation, input)
    : requestToCreate(viewer, mutation, creates, input);
}

async function groupOf<Input extends object>(
  { group }: Pick<GroupWrite<Input, never>, "group">,
  tx: Tx,
  input: Input,
): Promise<string> {
  const groupId =
    typeof group === "function"
      ? group(input)
      : await groupIdOf(tx.before, group.of, group.by?.(input) ?? (input as { id?: string }).id ?? "");
  if (groupId === null) throw notFound();
  return groupId;
}
