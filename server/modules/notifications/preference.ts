import { Field, ObjectType, registerEnumType } from "type-graphql";

export enum NotificationKind {
  EXPENSE = "EXPENSE",
  SETTLEMENT = "SETTLEMENT",
  MEMBER = "MEMBER",
  INVITE = "INVITE",
  REMINDER = "REMINDER",
  RECEIPT = "RECEIPT",
  REPORT = "REPORT",
  BUDGET = "BUDGET",
  IMPORT = "IMPORT",
  SECURITY = "SECURITY",
}
registerEnumType(NotificationKind, {
  name: "NotificationKind",
  description: "What somebody is told about.",
  valuesConfig: {
    EXPENSE: { description: "An expense that is about the viewer's money." },
    SETTLEMENT: { description: "A payment from or to the viewer." },
    MEMBER: { description: "The group itself: who comes and goes, its settings, periods, households and rates." },
    INVITE: { description: "Ways into a group, for those who look after it." },
    REMINDER: { description: "Somebody asks for what the viewer owes them." },
    RECEIPT: { description: "A photo of a receipt, and what was read off it." },
    REPORT: { description: "A report that is ready, or could not be made." },
    BUDGET: { description: "A budget: what became of it, and how much of it is spent." },
    IMPORT: { description: "An import into a group." },
    SECURITY: { description: "The viewer's own account: a new sign-in, a new password, ended sessions." },
  },
});

export enum NotificationPace {
  OFF = "OFF",
  AT_ONCE = "AT_ONCE",
  DAILY = "DAILY",
  WEEKLY = "WEEKLY",
}
registerEnumType(NotificationPace, {
  name: "NotificationPace",
  description: "How soon mail goes out.",
  valuesConfig: {
    OFF: { description: "Never." },
    AT_ONCE: { description: "About half a minute after it happened, so that a burst is one mail." },
    DAILY: { description: "With all of a day in one mail, at `User.digestAt`." },
    WEEKLY: { description: "With all of a week in one mail, on Monday at `User.digestAt`." },
  },
});

@ObjectType({ description: "How somebody wants to be told about one kind of thing." })
export class NotificationPreference {
  @Field(() => NotificationKind, { description: "About what." })
  readonly kind!: NotificationKind;

  @Field({ description: "Whether it stands in the list of notifications, and is counted there." })
  readonly inApp!: boolean;

  @Field(() => NotificationPace, { description: "Whether, and how soon, by mail." })
  readonly email!: NotificationPace;

  @Field({ description: "Whether to the browsers and devices that take pushes." })
  readonly push!: boolean;

  @Field({ description: "Whether to the phones that were confirmed." })
  readonly sms!: boolean;
}

/** What somebody chooses for one kind. */
export type Choice = Pick<NotificationPreference, "inApp" | "email" | "push" | "sms">;

const { OFF, AT_ONCE, DAILY } = NotificationPace;

function choice(email: NotificationPace, push: boolean): Choice {
  return { inApp: true, email, push, sms: false };
}

/** What holds for whoever has said nothing. Money that waits for an answer is told at once; what only happens, daily or not. */
const DEFAULTS: Readonly<Record<NotificationKind, Choice>> = {
  EXPENSE: choice(DAILY, true),
  SETTLEMENT: choice(AT_ONCE, true),
  MEMBER: choice(OFF, false),
  INVITE: choice(OFF, false),
  REMINDER: choice(AT_ONCE, true),
  RECEIPT: choice(OFF, false),
  REPORT: choice(AT_ONCE, true),
  BUDGET: choice(AT_ONCE, true),
  IMPORT: choice(OFF, true),
  SECURITY: choice(AT_ONCE, true),
};

export function defaultChoice(kind: NotificationKind): Choice {
  return DEFAULTS[kind];
}

/** The kind of what is told of an event: things that have no kind of their own are about the group. */
export function kindOfEvent(type: string): NotificationKind {
  const subject = type.split(".")[0]!.toUpperCase();
  return subject in NotificationKind ? (subject as NotificationKind) : NotificationKind.MEMBER;
}
