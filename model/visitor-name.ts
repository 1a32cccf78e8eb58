/**
 * A name one can say, derived from the visitor's id, so that the same visitor has it on every screen and after every
 * reload: "Quiet heron 7f3a". It identifies nobody; the four characters tell two quiet herons apart.
 */
import { hash32 } from "./bucketing.ts";

const ADJECTIVES =
  "Amber Ashen Bold Brave Bright Brisk Calm Clear Clever Copper Crisp Dapper Deft Eager Early Easy Fair Fleet Fond Frank Fresh Gentle Glad Golden Hale Hardy Hazel Honest Ivory Keen Kind Lively Light Loyal Lucky Mellow Merry Mild Misty Neat Nimble Noble Olive Patient Plain Proud Quick Quiet Ready Rosy Russet Silver Sleek Snowy Spry Steady Still Sunny Swift Tall Tidy True Warm Wise".split(
    " ",
  );
const NOUNS =
  "aspen badger beech birch bison brook cedar clover crane crow curlew dove elm falcon fern finch fox gorse grebe grouse hare hawk hazel heath heron holly ibis iris ivy jay kestrel kite lapwing lark linden linnet lynx maple marten merlin moss newt oak orchid osprey otter owl pine plover poplar quail raven reed robin rook rowan sorrel sparrow stork swan swift tern thrush wren".split(
    " ",
  );

export function visitorName(id: string): string {
  const pick = (words: string[], salt: string) => words[hash32(salt + id) % words.length]!;
  return `${pick(ADJECTIVES, "adjective|")} ${pick(NOUNS, "noun|")} ${shortId(id)}`;
}

export function shortId(id: string): string {
  return (hash32(`short|${id}`) & 0xffff).toString(16).padStart(4, "0");
}
