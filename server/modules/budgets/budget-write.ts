import type { Viewer } from "../../platform/actor.js";
import type { RecordedChange } from "../../platform/events/event.js";
import type { EventType } from "../../platform/events/event-type.js";
import { requestToChange } from "../../platform/requests.js";
import { InvalidFields, notFound } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import type { Group } from "../groups/group.entity.js";
import { groupWrite } from "../groups/group-write.js";
import type { Budget } from "./budget.entity.js";
import { lockPlanner, placeOf } from "./budget.service.js";
import { lookSoon } from "./threshold.job.js";

interface BudgetInput {
  readonly id: string;
  readonly requestId?: string | null | undefined;
}

/** A budget before and after, and what an event says of the difference. */
interface ChangedBudget {
  readonly before: Budget;
  readonly after: Budget;
  readonly changes?: readonly RecordedChange[];
}

interface BudgetWrite<Input> {
  /** The mutation's name. */
  readonly mutation: string;
  /** What a group's log says; of one's own budgets there is no log. */
  readonly type: EventType<Budget, "NOTHING">;
  /** Whether more may have been spent by it than a threshold; a group's own is looked at because of its event. */
  readonly mayPassThreshold: boolean;
  /** Says what is wrong with the input whatever the budget is. */
  readonly judge?: (input: Input, invalid: InvalidFields) => void;
  /** Writes the change; whose budget it is, the group's or the viewer's (null), is locked. */
  readonly work: (
    tx: Tx,
    viewer: Viewer,
    group: Group | null,
    input: Input,
    invalid: InvalidFields,
  ) => Promise<ChangedBudget>;
}

/**
 * A write of a budget that is there, as a value: a group's keeps the protocol of its writes, and one's own the same without
 * an event. Of somebody else's it says that there is none.
 */
export function budgetWrite<Input extends BudgetInput>(
  spec: BudgetWrite<Input>,
): (tx: Tx, viewer: Viewer, input: Input) => Promise<string> {
  const writeOfGroup = groupWrite<Input>({
    mutation: spec.mutation,
    act: "record",
    group: { of: "budgets" },
    judge: ({ input, invalid }) => spec.judge?.(input, invalid),
    async work({ tx, viewer, locked, input, invalid }) {
      const { before, after, changes } = await spec.work(tx, viewer, locked.group, input, invalid);
      return {
        type: spec.type,
        subjectId: before.id,
        subjectVersion: after.version,
        ...(changes && { changes }),
        things: () => [{ before, after }],
      };
    },
  });
  return async (tx, viewer, input) => {
    const { userId, groupId } = await placeOf(tx, input.id);
    if (groupId !== null) return writeOfGroup(tx, viewer, input);
    if (userId !== viewer.userId) throw notFound();
    return writeOfViewer(spec, tx, viewer, input);
  };
}

async function writeOfViewer<Input extends BudgetInput>(
  { mutation, mayPassThreshold, judge, work }: BudgetWrite<Input>,
  tx: Tx,
  viewer: Viewer,
  input: Input,
): Promise<string> {
  const { userId } = viewer;
  const invalid = new InvalidFields();
  judge?.(input, invalid);
  const request = requestToChange(viewer, mutation, input);
  await lockPlanner(tx, userId);
  const earlier = await tx.replayOf(request);
  if (earlier !== null) return earlier;
  invalid.refuse();
  const { before } = await work(tx, viewer, null, input, invalid);
  if (mayPassThreshold) await lookSoon(tx, [{ userId, groupId: null }]);
  await tx.remember(request, before.id);
  return before.id;
}
