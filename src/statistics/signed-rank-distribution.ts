/** People whose changes have the same size share a midrank; ranks are doubled, so that midranks are whole. */
export interface RankGroup {
  readonly doubledRank: number;
  readonly size: number;
}

/**
 * Probabilities of each value 0 … `most` of the doubled sum of positive ranks, where every sign is + or − with
 * probability ½ independently of the others.
 *
 * Given the ties as they are, this is the exact distribution of the signed-rank statistic. Work grows with
 * people × `most`. Source: Streitberg and Röhmel (1986), Statistical Software Newsletter 12:10–17.
 */
export function signedRankProbabilities(groups: readonly RankGroup[], most: number): Float64Array {
  const probabilities = new Float64Array(most + 1);
  probabilities[0] = 1;
  for (const { doubledRank, size } of groups) {
    for (let person = 0; person < size; person += 1) {
      for (let sum = most; sum >= 0; sum -= 1) {
        const without = probabilities[sum] ?? 0;
        const withIt = sum < doubledRank ? 0 : (probabilities[sum - doubledRank] ?? 0);
        probabilities[sum] = (without + withIt) / 2;
      }
    }
  }
  return probabilities;
}
