import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { isCurrency } from "../../kernel/currency.js";
import { Decimal } from "../../kernel/decimal.js";
import { isLocalDate } from "../../kernel/local-date.js";

/** A scalar that travels as a string; `parse` answers null for what it does not understand. */
function stringScalar<Internal>(options: {
  name: string;
  description: string;
  parse: (text: string) => Internal | null;
  print?: (value: Internal) => string;
}): GraphQLScalarType<Internal, string> {
  const parse = (value: unknown, nodes?: ValueNode): Internal => {
    const parsed = typeof value === "string" ? options.parse(value) : null;
    if (parsed !== null) return parsed;
    const message = `This is not a ${options.name}.`;
    throw new GraphQLError(message, { nodes, extensions: { code: "BAD_USER_INPUT" } });
  };
  return new GraphQLScalarType<Internal, string>({
    name: options.name,
    description: options.description,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null, node),
    serialize: (value) => (options.print ? options.print(value as Internal) : String(value)),
  });
}

export const DecimalScalar = stringScalar<Decimal>({
  name: "Decimal",
  description:
    "An exact decimal number as a string, `-?(0|[1-9][0-9]*)(\\.[0-9]+)?` in ASCII; never a JSON number, never a float.",
  parse: (text) => Decimal.parse(text),
});

export const LocalDateScalar = stringScalar<string>({
  name: "LocalDate",
  description: 'A calendar day, "2026-01-31"; a day that does not exist is refused.',
  parse: (text) => (isLocalDate(text) ? text : null),
});

export const DateTimeScalar = stringScalar<Date>({
  name: "DateTime",
  description: "An instant, RFC 3339 in UTC with milliseconds.",
  parse: (text) => {
    const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) ? new Date(text) : null;
    return instant && !Number.isNaN(instant.getTime()) ? instant : null;
  },
  print: (value) => new Date(value).toISOString(),
});

export const CurrencyCodeScalar = stringScalar<string>({
  name: "CurrencyCode",
  description: "ISO 4217 alphabetic code; every active one is accepted, and in imports the withdrawn ones too.",
  parse: (text) => (isCurrency(text) ? text : null),
});
