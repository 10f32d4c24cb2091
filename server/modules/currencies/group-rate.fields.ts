import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { groupToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { sameCurrency } from "./exchange-rate.js";
import { ExchangeRateOutput } from "./exchange-rate.queries.js";
import { GroupRate } from "./group-rate.entity.js";
import { ratesByGroup } from "./group-rate.loader.js";
import { ratesInGroup } from "./group-rate.service.js";

@Resolver(() => Group)
export class GroupRatesFields {
  @Cost(5)
  @FieldResolver(() => [GroupRate], {
    description: "The group's own rates that count, by their currencies, the latest first; at most 200.",
  })
  rates(@Root() group: Group, @Ctx() ctx: AppContext): Promise<GroupRate[]> {
    return ctx.loader(ratesByGroup).load(group.id);
  }

  @Cost(5)
  @FieldResolver(() => ExchangeRateOutput, {
    nullable: true,
    description:
      "At which rate the group converts one currency into another: its own where it has one, else the European Central Bank's; null where there is neither.",
  })
  async rate(
    @Root() group: Group,
    @Arg("from", () => CurrencyCodeScalar, { description: "The currency that is converted." }) from: string,
    @Arg("to", () => CurrencyCodeScalar, { description: "The currency that comes out." }) to: string,
    @Arg("on", () => LocalDateScalar, {
      nullable: true,
      description: "Today, where the group is, unless another day is given.",
    })
    on: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<ExchangeRateOutput | null> {
    const day = on ?? groupToday(group);
    if (from === to) return new ExchangeRateOutput(sameCurrency(from, day));
    const known = (await ratesInGroup(ctx, group.id, [from], to, day)).get(from);
    return known ? new ExchangeRateOutput(known) : null;
  }
}

@Resolver(() => GroupRate)
export class GroupRateFields {
  @FieldResolver(() => Group, { description: "The group that it counts in." })
  group(@Root() rate: GroupRate, @Ctx() ctx: AppContext): Promise<Group> {
    return shownGroup(ctx, rate.groupId);
  }

  @FieldResolver(() => Member, { description: "Who entered it." })
  createdBy(@Root() rate: GroupRate, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(rate.createdById);
  }
}
