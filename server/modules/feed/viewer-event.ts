import { Field, ID, ObjectType } from "type-graphql";
import { GroupEvent } from "../activity/group-event.entity.js";

@ObjectType({ description: "Something that concerns the viewer, in one of their groups." })
export class ViewerEvent {
  @Field({ description: "Where one is after this; to be sent as `after`." })
  cursor!: string;

  @Field(() => ID, { description: "The group in which it happened." })
  groupId!: string;

  @Field(() => GroupEvent, {
    nullable: true,
    description: "Null where the viewer may no longer read the group: this is its last entry.",
  })
  event!: GroupEvent | null;
}
