/**
 * Whether a regular expression may take more than linear time over a text, from its structure alone, so that nothing is measured.
 * It is read into positions and what follows on what (Glushkov's automaton). A text can be gone through in polynomially many ways
 * where two positions p and q and a word have p → p, p → q and q → q (Weber and Seidl, On the degree of ambiguity of finite
 * automata, 1991); a search that begins anew at every character is one more position in front.
 * Bounds are taken as one or two times, a group that is referred back to as one character, and what stands in a look behind is left
 * out.
 */
interface Part {
  /** True where nothing of the text need be used up; `isOpen`: nor a `^` be passed; `isSure`: nor anything else hold there. */
  isEmpty: boolean;
  isOpen: boolean;
  isSure: boolean;
  /** Positions it may begin with; of these, without passing a `^`. */
  first: number[];
  open: number[];
  /** Positions it may end with; of these, where nothing more need hold. */
  last: number[];
  sure: number[];
}

const NOTHING: Part = { isEmpty: true, isOpen: true, isSure: true, first: [], open: [], last: [], sure: [] };
/** Characters that classes are told apart by, beside those of the pattern itself. */
const PROBES = "aZ0_ \t\n-.,/:@%<>{}\"'\\łéЖ٣€ﬃ\u0000\ufeff";

class Reader {
  /** Sources of single characters or classes. */
  readonly positions: string[] = [];
  readonly follow: Set<number>[] = [];
  /** Steps that may be taken in two ways, as from one letter of (a+)+ to the next. */
  readonly twice: [from: number, to: number][] = [];
  readonly #text: string;
  readonly #groups: string[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Part {
    const part = this.#choice();
    if (this.#at < this.#text.length) throw new Error(`not read: ${this.#text.slice(this.#at)}`);
    return part;
  }

  #choice(): Part {
    let part = this.#sequence();
    while (this.#text[this.#at] === "|") {
      this.#at++;
      const other = this.#sequence();
      part = {
        isEmpty: part.isEmpty || other.isEmpty,
        isOpen: part.isOpen || other.isOpen,
        isSure: part.isSure || other.isSure,
        first: [...part.first, ...other.first],
        open: [...part.open, ...other.open],
        last: [...part.last, ...other.last],
        sure: [...part.sure, ...other.sure],
      };
    }
    return part;
  }

  #sequence(): Part {
    let part = NOTHING;
    while (this.#at < this.#text.length && !"|)".includes(this.#text[this.#at]!))
      part = this.#joined(part, this.#repeated());
    return part;
  }

  #joined(a: Part, b: Part): Part {
    this.#link(a.last, b.first);
    return {
      isEmpty: a.isEmpty && b.isEmpty,
      isOpen: a.isOpen && b.isOpen,
      isSure: a.isSure && b.isSure,
      first: a.isEmpty ? [...a.first, ...b.first] : a.first,
      open: a.isOpen ? [...a.open, ...b.open] : a.open,
      last: b.isEmpty ? [...a.last, ...b.last] : b.last,
      sure: b.isSure ? [...a.sure, ...b.sure] : b.sure,
    };
  }

  #link(from: readonly number[], to: readonly number[]): void {
    for (const one of from)
      for (const next of to)
        if (this.follow[one]!.has(next)) this.twice.push([one, next]);
        else this.follow[one]!.add(next);
  }

  #repeated(): Part {
    const began = this.#at;
    const once = this.#one();
    const [all, sign, least, comma, most] =
      /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.#text.slice(this.#at)) ?? [];
    if (!all) return once;
    const end = this.#at + all.length;
    const isEndless = sign === "*" || sign === "+" || (comma === "," && most === "");
    if (isEndless) this.#link(once.last, once.first);
    let part = once;
    if (!isEndless && (Number(most) || Number(least)) > 1) {
      // The same once more: a second time, which need not be there.
      this.#at = began;
      part = this.#joined(once, optional(this.#one()));
    }
    this.#at = end;
    return sign === "*" || sign === "?" || least === "0" ? optional(part) : part;
  }

  #one(): Part {
    const rest = this.#text.slice(this.#at);
    const [look] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(rest) ?? [];
    if (look) {
      this.#at += look.length;
      const began = this.#at;
      const inside = this.#choice();
      if (/^\((\?<\w+>)?$/.test(look)) this.#groups.push(this.#text.slice(began, this.#at));
      this.#at++;
      // What is looked at ahead is gone through as well, and nothing comes after it.
      if (/[=!]$/.test(look)) {
        const isAhead = !look.includes("<");
        return {
          ...NOTHING,
          isSure: false,
          first: isAhead ? inside.first : [],
          open: isAhead ? inside.open : [],
        };
      }
      return inside;
    }
    const [source] =
      /^(?:\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|P\{[^}]*\}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S])/i.exec(
        rest,
      )!;
    this.#at += source!.length;
    if (source === "^") return { ...NOTHING, isOpen: false, isSure: false };
    if (source === "$" || source === "\\b" || source === "\\B") return { ...NOTHING, isSure: false };
    const [, back] = /^\\([1-9])$/.exec(source!) ?? [];
    const position = this.positions.push((back ? this.#groups[Number(back) - 1] : source)!) - 1;
    this.follow.push(new Set());
    const only = [position];
    return { isEmpty: false, isOpen: false, isSure: false, first: only, open: only, last: only, sure: only };
  }
}

const optional = (part: Part): Part => ({ ...part, isEmpty: true, isOpen: true, isSure: true });

/** `inside`: one attempt may take more than linear time. `restarts`: the attempts at every character together may. */
export function growthOf({ source, flags }: RegExp): ("inside" | "restarts")[] {
  const reader = new Reader(source);
  const whole = reader.whole();
  const { positions, follow } = reader;
  const letters = [...new Set(source + PROBES)];
  const reads = positions.map((one) => {
    const fits = new RegExp(`^(?:${one})$`, flags.replace(/[gy]/g, ""));
    return new Set(letters.filter((letter) => fits.test(letter)));
  });
  const meet = (...those: number[]) => {
    const [first, ...others] = those.map((one) => reads[one]!);
    return [...first!].some((letter) => others.every((each) => each.has(letter)));
  };
  const after = positions.map((_, from) => reachedFrom([from], (one) => follow[one]!));
  const loops = positions.flatMap((_, one) => (after[one]!.has(one) ? [one] : []));
  const growths: ("inside" | "restarts")[] = [];

  const isAmbiguous = loops.some((p) =>
    loops.some((q) => {
      if (p === q || !after[p]!.has(q)) return false;
      const goal = `${p},${q},${q}`;
      const reached = reachedFrom([`${p},${p},${q}`], (state) => {
        const [a, b, c] = state.split(",").map(Number) as [number, number, number];
        const next: string[] = [];
        for (const x of follow[a]!)
          if (after[x]!.has(p) || x === p)
            for (const y of follow[b]!)
              if (after[y]!.has(q) || y === q)
                for (const z of follow[c]!)
                  if ((after[z]!.has(q) || z === q) && meet(x, y, z)) next.push(`${x},${y},${z}`);
        return next;
      });
      return reached.has(goal);
    }),
  );
  const isDouble = reader.twice.some(([from, to]) => from === to || after[to]!.has(from));
  if (isAmbiguous || isDouble) growths.push("inside");

  // An attempt that has come to where it may end does not fail, so none begins behind it.
  const isEnd = new Set(whole.sure);
  const isAnywhere = !flags.includes("y");
  const restarts = loops
    .filter((q) => isAnywhere && !isEnd.has(q))
    .some((q) =>
      reachedFrom([`-1,${q}`], (state) => {
        const [a, b] = state.split(",").map(Number) as [number, number];
        const ahead = a === -1 ? [-1, ...whole.open] : [...follow[a]!];
        return [...follow[b]!].flatMap((y) =>
          ahead
            .filter((x) => !isEnd.has(x) && !isEnd.has(y) && (x === -1 || meet(x, y)))
            .map((x) => `${x},${y}`),
        );
      }).has(`${q},${q}`),
    );
  if (restarts) growths.push("restarts");
  return growths;
}

/** All that is come to in one step or more. */
function reachedFrom<T>(from: readonly T[], next: (one: T) => Iterable<T>): Set<T> {
  const reached = new Set<T>();
  const waiting = [...from];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
    for (const each of next(one))
      if (!reached.has(each)) {
        reached.add(each);
        waiting.push(each);
      }
  return reached;
}
