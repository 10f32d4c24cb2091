import type { InvalidFields } from "../../platform/schema/refusals.js";

/** Who a person of the file is: a member, the viewer of a group that is yet to be made, or somebody new. */
export interface KnownPerson {
  readonly name: string;
  readonly memberId: string | null;
  readonly isViewer: boolean;
}

/** What the person who imports says about somebody of the file. */
export interface PersonChoice {
  readonly name: string;
  readonly memberId?: string | null;
  readonly viewer?: boolean | null;
}

/**
 * The people of a file as the preview has them, with what was chosen in its place. What is wrong goes into `invalid`.
 *
 * @param memberIds of the group; none where the group is new.
 * @param viewerMemberId the viewer's own; null where the group is new.
 */
export function choosePeople(
  previewed: readonly KnownPerson[],
  choices: readonly PersonChoice[],
  memberIds: ReadonlySet<string>,
  viewerMemberId: string | null,
  invalid: InvalidFields,
): KnownPerson[] {
  const people = [...previewed];
  const chosen = new Map<number, number>();
  for (const [index, choice] of choices.entries()) {
    const path = ["people", String(index)];
    const position = previewed.findIndex(({ name }) => name === choice.name);
    if (position < 0) invalid.add([...path, "name"], "NOT_ALLOWED", "The file names nobody so.");
    else if (chosen.has(position)) invalid.add([...path, "name"], "DUPLICATE", "This person is here twice.");
    else {
      chosen.set(position, index);
      people[position] = chosenPerson(choice, memberIds, viewerMemberId, invalid, path);
    }
  }
  // Whoever was said to be the viewer takes this from whom the preview had guessed.
  for (const [position, person] of people.entries()) {
    if (!choices.some(({ viewer }) => viewer) || chosen.has(position) || !person.isViewer) continue;
    people[position] = { ...person, isViewer: false, memberId: null };
  }
  refuseTwice(people, chosen, invalid);
  return people;
}

function chosenPerson(
  choice: PersonChoice,
  memberIds: ReadonlySet<string>,
  viewerMemberId: string | null,
  invalid: InvalidFields,
  path: readonly string[],
): KnownPerson {
  const { name } = choice;
  const memberId = choice.memberId ?? null;
  if (memberId !== null && !memberIds.has(memberId)) {
    invalid.add([...path, "memberId"], "UNKNOWN_MEMBER", "There is no such person in this group.");
  } else if (choice.viewer && memberId !== null && memberId !== viewerMemberId) {
    invalid.add([...path, "memberId"], "NOT_ALLOWED", "This is somebody else's place in the group, not yours.");
  }
  if (choice.viewer) return { name, memberId: viewerMemberId, isViewer: true };
  return { name, memberId, isViewer: memberId !== null && memberId === viewerMemberId };
}

/** Nobody can be two of the file's people. */
function refuseTwice(
  people: readonly KnownPerson[],
  chosen: ReadonlyMap<number, number>,
  invalid: InvalidFields,
): void {
  for (const [position, { memberId, isViewer }] of people.entries()) {
    const index = chosen.get(position);
    if (index === undefined) continue;
    const twice = people.some((other, at) => {
      // Of two choices, the later one is at fault.
      const isEarlier = (chosen.get(at) ?? -1) < index;
      return (
        at !== position &&
        isEarlier &&
        ((isViewer && other.isViewer) || (memberId !== null && memberId === other.memberId))
      );
    });
    const field = isViewer && memberId === null ? "viewer" : "memberId";
    if (twice) invalid.add(["people", String(index), field], "DUPLICATE", "Two people of the file cannot be one.");
  }
}
