/**
 * Rates: shares of events, watched for passing a declared limit or for leaving a level that nobody declared. Values are 0 or 1, or
 * a share in [0,1] of {@code weight} events. Formulas and limits: {@code docs/watch-rates.md}.
 */
@NullMarked
package zhiheng.watch.rate;

import org.jspecify.annotations.NullMarked;
