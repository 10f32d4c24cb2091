/** How days and times are written: what is looked for in a row's text with plain letters. */

const SEPARATOR = String.raw` ?[-/.,'] ?`;
export const YEAR_FIRST = new RegExp(
  String.raw`(?<![\d/.]|\d-(?=\d{4}-))(20\d\d|19\d\d)(?:${SEPARATOR})([01]?\d)(?:${SEPARATOR})([0-3]?\d)(?:(?=[0-2]\d:[0-5]\d)|(?!\d))`,
  "gu",
);
/** No part of a longer number; a time may run into the day, and a number with a dash before one of strokes or points. */
const START = String.raw`(?:(?<![\d/]|\d\.|\d-(?=\d{1,2}-))|(?<=\d:[0-5]\d))`;
export const NUMBERS = new RegExp(
  String.raw`${START}([0-3]?\d)( ?[-/.,'] ?| )([01]?\d|[0-3]\d)( ?[-/.,'] ?| )(2[08]\d\d|19\d\d|\d\d)(?![\d]|[/-]\d|\.\d)`,
  "gu",
);
/** A year run together with the time behind it: "12/04/201815:22"; a colon may stand between them: "12/04/2018:15.22". */
export const RUN_TOGETHER = new RegExp(
  String.raw`${START}([0-3]?\d)([-/.])([01]?\d|[0-3]\d)([-/.])(20\d\d|(?!20\d\d:\d\d[.:]\d\d)\d\d)(?=[0-2]?\d:[0-5]\d)`,
  "gu",
);
/** Strokes that were read as digits, before a time: "1571172012 22:23". */
export const STROKES_AS_DIGITS =
  /(?<!\d)([0-3]\d)([17])([01]\d|[0-3]\d)([17])(20[0-4]\d)(?= {1,2}[0-2]?\d[:.][0-5]\d)/gu;
/** A year ends, or the time runs into it: "25Dec1314:14". An hour is no year. */
const END = String.raw`(?:(?=[0-2]?\d:[0-5]\d)|(?!\d|:\d|[.,]\d\d\b))`;
const NAMED_MONTH = String.raw`([a-z0]{3,9})`;
export const DAY_NAME = new RegExp(
  String.raw`(?<![\d.,])([0-3]?\d)(?:st|nd|rd|th|er|\.)?[ .,/'-]*(?:de |of )?${NAMED_MONTH}[ .,/'-]*(?:de |del )?(20\d\d|19\d\d|\d\d)${END}`,
  "gu",
);
/** Where the day runs into the month, its zero is no letter of it: "Jun02'18". */
export const NAME_DAY = new RegExp(
  String.raw`(?<![a-z\d])([a-z0]{3,9}?)[ .,/'-]*([0-3]?\d)(?:st|nd|rd|th)?[ .,/'-]+(20\d\d|19\d\d|\d\d)${END}`,
  "gu",
);
/** "DEC 16201206:20PM": blanks were lost. */
export const NAME_DAY_RUN = new RegExp(String.raw`(?<![a-z\d])([a-z]{3,9})[ .,/'-]*([0-3]\d)(20[0-4]\d)${END}`, "gu");
/** "2018 Jun 13", and "Wed Jun 13 19:20:33 2018". */
export const YEAR_NAME_DAY = new RegExp(
  String.raw`(?<!\d)(20\d\d)[ .,/-]+${NAMED_MONTH}[ .,/-]+([0-3]?\d)(?!\d|:\d)`,
  "gu",
);
export const NAME_DAY_TIME = new RegExp(
  String.raw`(?<![a-z\d])${NAMED_MONTH} +([0-3]?\d) +\d{1,2}:\d\d(?::\d\d)? +(20\d\d)(?!\d)`,
  "gu",
);
/** Digits without anything between them, where they are called a day: "Date: 20180613". */
export const RUN_OF_YEAR = /(?<=\b(?:date|datum|fecha|data|tarikh) ?[:.]? ?)(20[0-4]\d)([01]\d)([0-3]\d)(?!\d)/gu;
export const TIME = /(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?!\d)/u;
export const CLOCK = /(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d/u;
