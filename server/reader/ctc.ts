/** One letter as a model read it. */
export interface ReadLetter {
  readonly text: string;
  readonly confidence: number;
  /** The step of the model at which it was surest: steps are equal parts of the row's length. */
  readonly step: number;
}

/** Which outputs of the model are letters that receipts here may have, and which letters these are. */
export interface Alphabet {
  readonly outputs: readonly number[];
  readonly letters: readonly string[];
}

/** The model's first output says that a step shows no letter of its own. */
const BLANK = 0;
/** Letters of the width of Chinese ones, and what stands for the same on a till. */
const ALIKE: Readonly<Record<string, string>> = {
  "，": ",",
  "。": ".",
  "：": ":",
  "；": ";",
  "（": "(",
  "）": ")",
  "￥": "¥",
  "－": "-",
  "％": "%",
};
/** ASCII, and what Latin scripts and money add to it. */
const WANTED = /^[\x20-\x7e¡-ÿŒœŠšŽžŸ€£¥–—‘’“”•]$/;

/** The alphabet from a model's dictionary, one letter a line; a blank comes before it and a space behind. */
export function alphabetOf(dictionary: string): Alphabet {
  const all = [...dictionary.replace(/\r?\n$/, "").split(/\r?\n/), " "].map((letter) => ALIKE[letter] ?? letter);
  const numbered = all.map((letter, at) => ({ letter, output: at + 1 })).filter(({ letter }) => WANTED.test(letter));
  return { outputs: numbered.map(({ output }) => output), letters: numbered.map(({ letter }) => letter) };
}

/**
 * The letters that steps of probabilities say: the likeliest of each step, those of steps that follow one another once
 * (connectionist temporal classification). Outputs that are no wanted letter are as if the model had none.
 */
export function decoded(output: Float32Array, classes: number, alphabet: Alphabet): ReadLetter[] {
  const letters: ReadLetter[] = [];
  let before = -1;
  for (let step = 0; step * classes < output.length; step++) {
    const { best, probability } = likeliest(output, step * classes, alphabet);
    if (best >= 0) {
      const letter = { text: alphabet.letters[best]!, confidence: probability, step };
      if (best !== before) letters.push(letter);
      else if (probability > letters.at(-1)!.confidence) letters[letters.length - 1] = letter;
    }
    before = best;
  }
  return letters;
}

/** The likeliest letter of a step, or -1 where that is none. */
function likeliest(output: Float32Array, from: number, { outputs }: Alphabet): { best: number; probability: number } {
  let best = -1;
  let probability = output[from + BLANK]!;
  for (let at = 0; at < outputs.length; at++) {
    const value = output[from + outputs[at]!]!;
    if (value <= probability) continue;
    best = at;
    probability = value;
  }
  return { best, probability };
}
